"""Home: coming, going, and standing there without the cable."""

from datetime import timedelta
from typing import Any

import pytest

from gateway.car.bounds import Bounds, Zone
from gateway.car.events import CameHomeUnplugged
from tests.builders.gateway import AT_HOME, AWAY, HOME, NOON, Life, Said, a_reading, at, life, readings, told

IN_TOKYO = Bounds(home=HOME, time_zone="Asia/Tokyo")  # noon in Greenwich is nine in the evening
IN_LONDON = Bounds(home=HOME, time_zone="Europe/London")
HOUR = 3600.0


def moving(start: float, end: float, where: dict[str, Any], **said: object) -> list[Said]:
    """Under way at one place."""
    return [(second, {"speed_kmh": 20, **where, **said}) for second in range(int(start), int(end) + 1, 10)]


def parked(second: float, where: dict[str, Any], **said: object) -> Said:
    return (second, {"speed_kmh": 0, "ignition_on": False, **where, **said})


def at_metres(metres: float) -> dict[str, Any]:
    """So far north of home."""
    return {"lat": HOME.lat + metres / 111_195, "lon": HOME.lon}


OUT_AND_BACK = [
    parked(0, AT_HOME),
    *moving(60, 120, AT_HOME),
    *moving(130, 600, AWAY),
    *moving(610, 660, AT_HOME),
]


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param([*OUT_AND_BACK, parked(670, AT_HOME)], ["left_home", "came_home"], id="there and back"),
        pytest.param(
            [*OUT_AND_BACK[:-6], parked(610, AT_HOME)], ["left_home", "came_home"], id="asleep at once"
        ),
        pytest.param([parked(0, AT_HOME), parked(600, AT_HOME)], [], id="first fix is no news"),
        pytest.param([*moving(0, 600, AWAY), parked(610, AWAY)], [], id="somewhere else"),
        pytest.param(
            [*moving(0, 600, AWAY), *moving(610, 650, AT_HOME), *moving(660, 900, AWAY)],
            [],
            id="driving past",
        ),
        pytest.param(
            [parked(0, AT_HOME), *(parked(60 * n, at_metres(160 if n % 2 else 0)) for n in range(1, 60))],
            [],
            id="a trembling position",
        ),
        pytest.param(
            [parked(0, AT_HOME), *(parked(60 * n, at_metres(400)) for n in range(1, 30))],
            [],
            id="drifting while parked",
        ),
        pytest.param(
            [parked(0, AT_HOME), *moving(60, 900, at_metres(190))],
            [],
            id="within the margin around the fence",
        ),
        pytest.param(
            [parked(0, AT_HOME), *moving(60, 900, at_metres(400), accuracy_m=90)],
            ["left_home"],
            id="vague, but far",
        ),
        pytest.param(
            [*moving(0, 600, AWAY), *moving(610, 900, AT_HOME, accuracy_m=200)],
            [],
            id="too vague to be anywhere",
        ),
        pytest.param(
            [*moving(0, 600, AWAY), parked(1400, AT_HOME)], ["came_home"], id="a tunnel on the way home"
        ),
        pytest.param(
            [*moving(0, 600, AWAY), parked(20_000, AT_HOME)], [], id="lost on the way, and found at home"
        ),
        pytest.param(
            [*moving(0, 600, AWAY), parked(610, AWAY), parked(1200, AWAY), parked(20_000, AT_HOME)],
            [],
            id="found at home, nobody saw it drive",
        ),
        pytest.param([parked(0, AT_HOME), parked(20_000, at_metres(50_000))], [], id="found far away"),
    ],
)
def test_coming_and_going(timeline: list[Said], expected: list[str]) -> None:
    kinds = told(timeline, until=timeline[-1][0] + 600, bounds=IN_TOKYO)
    assert [kind for kind in kinds if kind in {"came_home", "left_home"}] == expected


def test_arrival_is_dated_at_the_fence() -> None:
    came = [
        event
        for event in life([*OUT_AND_BACK, parked(670, AT_HOME)], bounds=IN_TOKYO, until=900).events
        if event.kind == "came_home"
    ]
    assert [event.at for event in came] == [at(610)]


def test_no_reason_tells_where_home_is() -> None:
    for event in life(
        [*OUT_AND_BACK, parked(670, AT_HOME, soc_percent=5)], bounds=IN_TOKYO, until=4000
    ).events:
        assert {reason.name for reason in event.reasons} & {"lat", "lon", "radius_m"} == set()


def test_a_fence_drawn_around_a_parked_car_is_no_arrival() -> None:
    lived = life([parked(0, AT_HOME), parked(60, AT_HOME)])
    lived.bounds = IN_TOKYO
    lived.hear(a_reading(120, seq=3, **parked(0, AT_HOME)[1])).pass_time(1000)
    assert (lived.told, lived.state.place.at_home) == ([], True)
    lived.bounds = Bounds(home=Zone(lat=36, lon=137, radius_m=150))
    lived.hear(a_reading(1200, seq=4, **parked(0, AT_HOME)[1])).pass_time(2000)
    assert (lived.told, lived.state.place.at_home) == ([], False)


def come_home(soc_percent: float, **said: object) -> list[Said]:
    """Home from a drive ten minutes after noon, and asleep at once."""
    words = {"plugged_in": False} | said
    before = moving(0, 500, AWAY, soc_percent=soc_percent + 2, **words)
    return [
        *before,
        *moving(510, 590, AT_HOME, soc_percent=soc_percent, **words),
        parked(600, AT_HOME, **words),
    ]


def reminders(timeline: list[Said], bounds: Bounds, *, until: float) -> list[float]:
    """When it asked for the cable, in seconds after noon."""
    asked = [
        event
        for event in life(timeline, bounds=bounds, until=until).events
        if isinstance(event, CameHomeUnplugged)
    ]
    return [(event.at - NOON).total_seconds() for event in asked]


@pytest.mark.parametrize(
    ("timeline", "bounds", "expected"),
    [
        pytest.param(come_home(40), IN_TOKYO, [600 + 1200], id="in the evening, after twenty minutes"),
        pytest.param(come_home(40), IN_LONDON, [8 * HOUR], id="at noon it waits for the evening"),
        pytest.param(come_home(5), IN_LONDON, [600 + 1200], id="nearly empty, at any hour"),
        pytest.param(come_home(60), IN_TOKYO, [], id="charge enough"),
        pytest.param(come_home(40, plugged_in=True), IN_TOKYO, [], id="plugged in"),
        pytest.param(come_home(40, plugged_in=None), IN_TOKYO, [], id="a car that never speaks of its cable"),
        pytest.param(
            [*come_home(40), (900, {"plugged_in": True})], IN_TOKYO, [], id="plugged in five minutes later"
        ),
        pytest.param([*come_home(40), *moving(900, 1500, AWAY)], IN_TOKYO, [], id="off again"),
        pytest.param(come_home(40), Bounds(), [], id="without a home"),
        pytest.param(come_home(40), Bounds(home=HOME), [600 + 1200], id="the evening of where home lies"),
    ],
)
def test_it_asks_for_the_cable(timeline: list[Said], bounds: Bounds, expected: list[float]) -> None:
    assert reminders(timeline, bounds, until=12 * HOUR) == expected


def test_it_asks_once_an_evening_until_it_has_not_been_heard_of_for_two_days() -> None:
    assert reminders(come_home(40), IN_TOKYO, until=100 * HOUR) == [1800, 23 * HOUR, 47 * HOUR]


def test_nearly_empty_it_does_not_ask_again_before_the_next_evening() -> None:
    assert reminders(come_home(5), IN_LONDON, until=31 * HOUR) == [1800]


def test_it_still_asks_after_the_gateway_was_away() -> None:
    lived = Life(bounds=IN_TOKYO).hear(*readings(come_home(40)))
    assert lived.state.wake_at is not None
    lived.pass_time(9 * HOUR)
    (asked,) = [event for event in lived.events if isinstance(event, CameHomeUnplugged)]
    assert (asked.at, asked.late, asked.soc_percent, asked.parked_since) == (at(1800), False, 40, at(600))
    assert asked.at - asked.parked_since == timedelta(minutes=20)


def test_it_asks_though_it_has_said_but_one_word() -> None:
    assert reminders([parked(0, AT_HOME, plugged_in=False, soc_percent=30)], IN_TOKYO, until=2 * HOUR) == [
        1200
    ]
