"""The words shipped with the project: there is always something to say, and nothing amiss in it."""

import re
from zoneinfo import ZoneInfo

import pytest

from gateway.voice.compose import compose
from gateway.voice.facts import OFFERED, SURE
from gateway.voice.measures import Manner
from gateway.voice.persona import Persona
from tests.builders.voice import EVENING, the_personas
from tests.words import known_of, sentences

SHIPPED = list(the_personas().by_name.values())
TURNS = 2
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
EMOJI = re.compile(r"[\u2600-\u27bf\U0001f000-\U0001faff]")


def name_of(persona: Persona) -> str:
    """As its file is called."""
    return f"{persona.name}.{persona.language}"


every_persona = pytest.mark.parametrize("persona", SHIPPED, ids=name_of)


def texts(persona: Persona) -> list[str]:
    """Everything it says, with figures in place."""
    return [text for kind in OFFERED for _, text in sentences(persona, kind) if text is not None]


def test_every_character_speaks_english_and_japanese() -> None:
    names = ("butler", "cheerful", "plain", "terse")
    assert sorted(map(name_of, SHIPPED)) == [
        f"{name}.{language}" for name in names for language in ("en", "ja")
    ]


@every_persona
def test_there_is_something_to_say_when_nothing_but_the_sure_is_known(persona: Persona) -> None:
    speechless = [
        kind
        for kind, sure in SURE.items()
        if not any(line.placeholders <= sure for line in persona.lines.get(kind, ()))
    ]
    assert speechless == []


@every_persona
def test_every_sentence_has_an_occasion(persona: Persona) -> None:
    idle = [line.text for kind in OFFERED for line, text in sentences(persona, kind) if text is None]
    assert idle == []


@every_persona
def test_nothing_is_said_twice_over(persona: Persona) -> None:
    for kind, lines in persona.lines.items():
        assert len({line.text for line in lines}) == len(lines), kind


@every_persona
def test_no_hole_and_no_nothing_is_said(persona: Persona) -> None:
    amiss = re.compile(r"[{}]|None|nan|(?<![\d.,&=/])-\d|(?<![\d.,])0 ?(km|kWh|min|分)|  |\s$")
    assert [text for text in texts(persona) if amiss.search(text)] == []


@every_persona
def test_a_persona_keeps_to_its_language(persona: Persona) -> None:
    foreign = JAPANESE if persona.language == "en" else re.compile(r"(?<!//www\.)\b[A-Za-z]{3,}")
    lines = [re.sub(r"{\w+}", "", line.text) for lines in persona.lines.values() for line in lines]
    assert [line for line in lines if foreign.search(line)] == []


@every_persona
def test_an_emoji_is_a_rare_thing(persona: Persona) -> None:
    assert sum(len(EMOJI.findall(text)) for text in texts(persona)) <= 1


@pytest.mark.parametrize("persona", [p for p in SHIPPED if p.language == "ja"], ids=name_of)
def test_japanese_is_set_as_japanese_is(persona: Persona) -> None:
    """Full-width marks, no space beside a figure; a link stands apart, or a client would not find its end."""
    lines = [re.sub(r" {spot}$", "", line.text) for lines in persona.lines.values() for line in lines]
    assert [line for line in lines if re.search(r"[ ,.!?:;()]", line)] == []


@every_persona
def test_the_owner_is_asked_for_nothing_but_what_can_be_answered(persona: Persona) -> None:
    """A question where no answer would be understood is no question."""
    asked = {kind for kind, lines in persona.lines.items() for line in lines if re.search("[?？]", line.text)}
    assert asked <= {
        "plugged_in",
        "unplugged",
        "charging_interrupted",
        "charged_unseen",
        "battery_critical",
        "left_home",
        "zone_left",
        "came_home_unplugged",
    }


@pytest.mark.parametrize("persona", [p for p in SHIPPED if p.name != "terse"], ids=name_of)
def test_two_sentences_or_more_take_turns_on_each_occasion(persona: Persona) -> None:
    """Where much is known: who has little to tell may repeat itself, and whoever is terse."""
    manner = Manner(persona.language, "metric", ZoneInfo("Asia/Tokyo"), EVENING)
    monotonous = [
        (kind, said)
        for kind in OFFERED
        for known in known_of(kind, persona.language)
        if len(known) > len(SURE[kind]) + len(("name", "town"))
        and len(said := {compose(persona.lines[kind], known, manner, chance=pick) for pick in range(12)})
        < TURNS
    ]
    assert monotonous == []


@every_persona
@pytest.mark.parametrize(
    ("kind", "placeholder", "without"),
    [
        pytest.param("tyre_low", "flat_wheel", "wheel", id="flat is not soft"),
        pytest.param("service_due", "overdue", "due", id="overdue is not due"),
        pytest.param("service_due", "days_over", "days", id="days overdue are not days to go"),
        pytest.param("towed", "spot", "town", id="where it has been taken"),
    ],
)
def test_what_is_worse_has_words_of_its_own(
    persona: Persona, kind: str, placeholder: str, without: str
) -> None:
    lines = [line for line in persona.lines[kind] if placeholder in line.placeholders]
    assert lines
    assert not any(without in line.placeholders for line in lines)
