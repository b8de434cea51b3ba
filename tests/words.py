"""Everything cars can say, for reading aloud: docs/voices.*.md, which `make contracts` writes anew."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from gateway.car.events import EVENT_KINDS, Event
from gateway.voice.compose import fill
from gateway.voice.facts import facts
from gateway.voice.measures import Manner
from gateway.voice.persona import PLAIN, Line, Persona
from gateway.voice.towns import Town
from tests.builders.voice import EVENING, one_of_each, the_personas

LANGUAGES = ("en", "ja")
TOWN = Town("Toyota", "豊田市")
NAMES = {"en": {"zone": "Grandma's", "friend": "Pre-boy"}, "ja": {"zone": "会社", "friend": "はやて"}}
HEADS = {
    "en": """# What cars say

Every sentence of every persona, with the figures of an example in place. Which of them a car says depends on
what is known, and then on chance. [The words](../config/personas/README.md) are plain files.
This page is written by `make contracts`.""",
    "ja": """# クルマのことば

ペルソナごとの全文例です。数値や地名はすべて例です。どの文を話すかは、わかっていることと偶然で決まります。
ことばはただのテキストファイルです：[書き方](../config/personas/README.md)（英語）。
このページは`make contracts`で作られます。""",
}
TITLES = {
    "plugged_in": "プラグがささった",
    "unplugged": "プラグが抜けた",
    "charging_started": "充電が始まった",
    "ready_time": "充電の終わる時刻がわかった、または変わった",
    "charge_milestone": "充電が節目を越えた",
    "charge_waiting": "つながって、時間を待っている",
    "cheaper_later": "あとのほうが電気が安い",
    "charging_done": "充電が終わった",
    "charging_interrupted": "充電が途中で止まった",
    "charged_unseen": "連絡のないあいだに充電されていた",
    "battery_low": "残りが少ない",
    "battery_critical": "残りがごくわずか",
    "range_risk": "目的地まで足りそうにない",
    "drive_started": "出発した",
    "drive_ended": "到着した",
    "came_home": "家に帰った",
    "left_home": "家を出た",
    "came_home_unplugged": "家にいるのに、つながれていない",
    "zone_entered": "登録した場所に着いた",
    "zone_left": "登録した場所を出た",
    "towed": "電源が切れているのに動かされている",
    "left_on": "電源が入ったまま停まっている",
    "aux_battery_low": "12Vバッテリーが弱っている",
    "tyre_low": "タイヤの空気が減った",
    "service_due": "点検が近い、または過ぎた",
    "trouble_code": "故障コードが出た",
    "silent": "一日連絡がない",
    "longest_drive": "今月いちばん長いドライブ",
    "best_economy": "今月いちばんの電費",
    "round_odometer": "きりのいい走行距離",
    "friends_met": "友だちのクルマに会った",
    "day_told": "控えていたことを、まとめて",
}


def page(language: str) -> str:
    """All that is said in one language: by kind of news, then by persona."""
    personas = [persona for persona in the_personas().by_name.values() if persona.language == language]
    personas.sort(key=lambda persona: (persona.name != PLAIN, persona.name))
    paragraphs = [HEADS[language]]
    for kind in EVENT_KINDS:
        tag = str(kind.__struct_config__.tag)
        title = TITLES[tag] if language == "ja" else (kind.__doc__ or "").partition("\n")[0]
        paragraphs.append(f"## {tag}\n\n{title}")
        for persona in personas:
            said = "".join(f"\n- {text}" for _, text in sentences(persona, tag) if text is not None)
            paragraphs.append(f"**{persona.name}**\n{said}")
    return "\n\n".join(paragraphs) + "\n"


def sentences(persona: Persona, kind: str) -> Iterator[tuple[Line, str | None]]:
    """Each line for one kind of news, with the figures of an example; None where none has all it tells of."""
    manner = Manner(persona.language, "metric", ZoneInfo("Asia/Tokyo"), EVENING)
    occasions = list(known_of(kind, persona.language))
    for line in persona.lines.get(kind, ()):
        known = next((known for known in occasions if line.placeholders <= known.keys()), None)
        yield line, None if known is None else fill(line, known, manner)


def known_of(kind: str, language: str) -> Iterator[Mapping[str, Any]]:
    """What may be known of one kind of news: much, less and nothing more."""
    for event in one_of_each()[kind]:
        yield facts(_named(event, language), town=TOWN, name="Kei")


def _named(event: Event, language: str) -> Event:
    names = {field: name for field, name in NAMES[language].items() if hasattr(event, field)}
    return replace(event, **names)
