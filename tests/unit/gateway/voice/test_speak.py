"""What a car says: its own words, figures and hours, the same in every replay, and never with a hole."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from gateway.car.events import BatteryLow, ChargedUnseen, Event, ReadyTime, Reason
from gateway.car.state import CarState
from gateway.car.travel.ground import Fix
from gateway.car.travel.places import Place
from gateway.voice.draft import Draft
from gateway.voice.persona import Personas, load_personas
from gateway.voice.profile import Audience
from tests.builders.voice import (
    EVENING,
    NIGHT,
    PERSONA_FILES,
    a_state,
    drive_ended,
    one_of_each,
    plugged_in,
    say,
    say_all,
)


def personas_with(file: str, text: str) -> Personas:
    texts = {path.name: path.read_text("utf-8") for path in PERSONA_FILES.glob("*.toml")}
    return load_personas(texts | {file: text})


def says(line: str, event: Event, state: CarState | None = None, **profile: object) -> str:
    """The post of a persona that has this one line for this kind."""
    language = profile.get("language", "en")
    text = f'language = "{language}"\n[lines]\n{event.kind} = ["{line}"]\n'
    draft = say(event, state, personas_with(f"test.{language}.toml", text), persona="test", **profile)
    assert draft is not None
    return draft.text


def test_drafts_are_whole() -> None:
    reasons = (Reason("plugged_in", True, at=EVENING),)
    event = plugged_in(soc_percent=34.2, ready_at=NIGHT, reasons=reasons)
    same = {"car_id": "kei", "kind": "plugged_in", "at": EVENING, "language": "en", "reasons": reasons}
    assert say_all(event, a_state(at_home=True)) == (
        Draft(
            **same,
            key="7fa8ee7bcbf4cc0841e1c299a4f59ff1471b8f33528f3eb8781ad5ef8f44012b",
            text="34 % and on the cable. Give me until 02:15 and I'm full. Is that soon enough?",
            visibility=Audience.OWNER,
        ),
        Draft(
            **same,
            key="050db74f49bbf5617d40a64885792d3360fafb0046333b4293cc4f5573243d30",
            text="34 %, and the cable's in. Thank you.",
            visibility=Audience.PRIVATE,
            not_before=EVENING + timedelta(minutes=30, seconds=17),
            owner_knows=True,
        ),
    )


def test_a_replay_says_the_same() -> None:
    for events in one_of_each().values():
        assert [say(event) for event in events] == [say(event) for event in events]


def test_every_happening_and_every_audience_has_its_own_key() -> None:
    drafts = [
        say(plugged_in(at=EVENING + timedelta(minutes=minute)), audience={"plugged_in": audience})
        for minute in range(3)
        for audience in (Audience.PRIVATE, Audience.PUBLIC)
    ]
    assert len({draft.key for draft in drafts if draft}) == 6


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            drive_ended(),
            drive_ended(at=EVENING + timedelta(minutes=4), km=13.0),
            id="a drive, by its beginning",
        ),
        pytest.param(
            ChargedUnseen(
                car_id="kei", at=EVENING, soc_percent=80, soc_before_percent=20, silent_since=EVENING
            ),
            ChargedUnseen(
                car_id="kei", at=NIGHT, soc_percent=81, soc_before_percent=20, silent_since=EVENING
            ),
            id="a charge nobody saw, by the silence before it",
        ),
    ],
)
def test_a_happening_told_again_with_better_figures_keeps_its_key(one: Event, other: Event) -> None:
    first, second = say(one), say(other)
    assert first is not None
    assert second is not None
    assert first.key == second.key


def test_another_happening_is_put_in_other_words_now_and_then() -> None:
    home = a_state(at_home=True)
    drafts = [say(plugged_in(at=EVENING + timedelta(days=day), soc_percent=34), home) for day in range(20)]
    assert {draft.text for draft in drafts if draft} == {
        "Plugged in at 34 %. Thank you.",
        "34 %, and the cable's in. Thank you.",
    }


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("audience", [Audience.PRIVATE, Audience.PUBLIC])
def test_no_post_has_a_hole(language: str, audience: Audience) -> None:
    for kind, events in one_of_each().items():
        for event in events:
            for state in (a_state(), CarState(car_id="kei")):
                draft = say(event, state, language=language, audience={kind: audience})
                assert draft is not None
                assert not re.search(r"[{}]|None|nan|-\d|(?<![\d.,])0 ?km", draft.text)
                assert draft.text.strip() == draft.text


@pytest.mark.parametrize(
    ("line", "nothing", "expected"),
    [
        ("I have {gained} more.", {"gained_percent": 0.2}, "Unplugged."),
        ("I have {energy} more.", {"kwh": 0.0}, "Unplugged."),
        ("I have {soc}.", {"soc_percent": -1.0}, "Unplugged."),
        ("I have {soc}.", {"soc_percent": 0.4}, "I have 0."),
    ],
)
def test_a_figure_that_would_read_as_nothing_is_not_said(
    line: str, nothing: dict[str, float], expected: str
) -> None:
    event = one_of_each()["unplugged"][-1]
    changed = type(event)(car_id="kei", at=EVENING, **nothing)
    text = f'language = "en"\n[lines]\nunplugged = ["{line}", "Unplugged."]\n'
    draft = say(changed, personas=personas_with("test.en.toml", text), persona="test")
    assert draft is not None
    assert draft.text == expected


@pytest.mark.parametrize(
    ("language", "said_at", "ready_at", "expected"),
    [
        pytest.param("en", "19:02", "23:30", "23:30", id="tonight"),
        pytest.param("en", "19:02", "02:15+1", "02:15", id="in the night to come"),
        pytest.param("en", "19:02", "12:40+1", "12:40 tomorrow", id="tomorrow at noon"),
        pytest.param("en", "19:02", "09:05+2", "09:05 on Wednesday", id="the day after"),
        pytest.param("en", "00:30", "23:50", "23:50", id="late on this same day"),
        pytest.param("ja", "19:02", "02:15+1", "2:15", id="夜のあいだ"),
        pytest.param("ja", "19:02", "12:40+1", "明日の12:40", id="明日"),
        pytest.param("ja", "19:02", "09:05+2", "水曜日の9:05", id="あさって"),
    ],
)
def test_a_time_says_its_day_only_where_it_must(
    language: str, said_at: str, ready_at: str, expected: str
) -> None:
    def in_japan(clock: str) -> datetime:
        time, _, days = clock.partition("+")
        hour, minute = time.split(":")
        japan = datetime(2026, 11, 23, int(hour), int(minute), tzinfo=UTC) - timedelta(hours=9)
        return japan + timedelta(days=int(days or 0))

    event = ReadyTime(car_id="kei", at=in_japan(said_at), ready_at=in_japan(ready_at))
    assert says("{ready}", event, language=language) == expected


@pytest.mark.parametrize(
    ("time_zone", "place", "expected"),
    [
        pytest.param("Europe/London", (35.09, 137.16), "17:15", id="the owner's choice"),
        pytest.param(None, (35.09, 137.16), "02:15", id="where the car is"),
        pytest.param(None, (48.85, 2.35), "18:15", id="where the car is, elsewhere"),
        pytest.param(None, None, "17:15", id="nobody knows: UTC"),
    ],
)
def test_times_are_told_in_the_cars_own_zone(
    time_zone: str | None, place: tuple[float, float] | None, expected: str
) -> None:
    fix = None if place is None else Fix(*place, 5, EVENING)
    event = ReadyTime(car_id="kei", at=EVENING, ready_at=NIGHT)
    state = CarState(car_id="kei", place=Place(fix=fix))
    assert says("{ready}", event, state, time_zone=time_zone) == expected


@pytest.mark.parametrize(
    ("units", "language", "expected"),
    [
        ("metric", "en", "12 km in 1 hr 5 min"),
        ("imperial", "en", "7.7 mi in 1 hr 5 min"),
        ("metric", "ja", "12km in 1時間5分"),
        ("imperial", "ja", "7.7mi in 1時間5分"),
    ],
)
def test_distances_are_told_as_the_owner_measures(units: str, language: str, expected: str) -> None:
    event = drive_ended(km=12.34, minutes=65.2)
    assert says("{distance} in {duration}", event, units=units, language=language) == expected


@pytest.mark.parametrize(
    ("line", "said", "expected"),
    [
        ("{energy}", {"kwh": 18.44}, "18 kWh"),
        ("{energy}", {"kwh": 2.04}, "2 kWh"),
        ("{soc}", {"soc_percent": 99.7}, "100"),
        ("{soc}", {"soc_percent": 34.2}, "34"),
    ],
)
def test_figures_are_told_as_exactly_as_a_friend_would(
    line: str, said: dict[str, float], expected: str
) -> None:
    event = type(one_of_each()["unplugged"][0])(car_id="kei", at=EVENING, **said)
    assert says(line, event) == expected


def test_to_be_full_and_to_reach_a_limit_are_told_in_different_words() -> None:
    personas = personas_with(
        "test.en.toml",
        'language = "en"\n[lines]\nplugged_in = ["Full by {full}.", "{limit} % by {ready}."]\n',
    )
    told = {
        limit: say_all(plugged_in(ready_at=NIGHT, limit_percent=limit), personas=personas, persona="test")
        for limit in (None, 80.0, 100.0)
    }
    assert {limit: owners.text for limit, (owners, *_) in told.items()} == {
        None: "Full by 02:15.",
        80.0: "80 % by 02:15.",
        100.0: "Full by 02:15.",
    }


@pytest.mark.parametrize(
    ("persona", "language", "expected"),
    [
        pytest.param("grumpy", "en", ("Finally. The cable.", "en"), id="its own words"),
        pytest.param(
            "grumpy", "ja", ("プラグ、ささったよ。ありがとう。", "ja"), id="its language before its manner"
        ),
        pytest.param("nobody", "en", ("Plugged in. Thank you.", "en"), id="a persona we do not have"),
        pytest.param("plain", "fi", ("Plugged in. Thank you.", "en"), id="a language we do not have"),
    ],
)
def test_a_car_without_words_of_its_own_speaks_plainly(
    persona: str, language: str, expected: tuple[str, str]
) -> None:
    grumpy = personas_with(
        "grumpy.en.toml", 'language = "en"\n[lines]\nplugged_in = ["Finally. The cable."]\n'
    )
    state = a_state(at_home=True)
    draft = say(plugged_in(), state, grumpy, persona=persona, language=language)
    assert draft is not None
    assert (draft.text, draft.language) == expected


def test_a_persona_with_only_sentences_it_cannot_fill_speaks_plainly() -> None:
    text = 'language = "en"\n[lines]\nbattery_low = ["{range} to go, and then you push."]\n'
    event = BatteryLow(car_id="kei", at=EVENING, soc_percent=19)
    draft = say(event, personas=personas_with("grumpy.en.toml", text), persona="grumpy")
    assert draft is not None
    assert "19 %" in draft.text
