"""Standing still, switched on."""

import pytest

from gateway.car.bounds import Bounds
from gateway.car.events import LeftOn
from gateway.car.reading import Presence
from tests.builders.gateway import Said, a_reading, at, life

ON = {"ignition_on": True, "speed_kmh": 0}
CHARGING = {"plugged_in": True, "charge_state": "charging", "charge_power_kw": 7}


def every(step_s: int, start: int, end: int, **said: object) -> list[Said]:
    return [(second, ON | said) for second in range(start, end + 1, step_s)]


def left_on(timeline: list[Said], *, until: float, bounds: Bounds | None = None) -> list[tuple[float, float]]:
    """When it told that it was left on (in seconds), and for how many minutes."""
    lived = life(timeline, until=until, bounds=bounds)
    events = [event for event in lived.events if isinstance(event, LeftOn)]
    return [((event.at - at(0)).total_seconds(), event.minutes) for event in events]


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param(every(300, 0, 7200), [(900, 15), (3600, 60)], id="for two hours"),
        pytest.param(every(300, 0, 840), [(900, 15)], id="heard for fourteen minutes, and silent"),
        pytest.param([*every(60, 0, 880), (890, {"ignition_on": False})], [], id="switched off in time"),
        pytest.param([*every(60, 0, 880), (890, {"speed_kmh": 30})], [], id="driven off in time"),
        pytest.param(
            [(s, said | {"speed_kmh": 4 if s % 120 else 0}) for s, said in every(60, 0, 1200)],
            [(900, 15)],
            id="a trembling speedometer",
        ),
        pytest.param(
            [*every(60, 0, 840), (850, {"speed_kmh": 30}), *every(60, 860, 1700), (1710, {"speed_kmh": 30})],
            [],
            id="a jam that moves on",
        ),
        pytest.param(every(300, 0, 7200, **CHARGING), [], id="while charging"),
        pytest.param(
            every(300, 0, 3000, plugged_in=True, charge_state="complete", charge_power_kw=0),
            [(900, 15), (3600, 60)],
            id="plugged in and full",
        ),
        pytest.param([(0, ON), (30_000, {"soc_percent": 50})], [(900, 15)], id="one word, and then silence"),
        pytest.param(
            [(s, {"ignition_on": True}) for s in range(0, 3000, 300)], [], id="no word of its speed"
        ),
        pytest.param([(s, {"speed_kmh": 0}) for s in range(0, 3000, 300)], [], id="no word of its ignition"),
    ],
)
def test_left_on_is(timeline: list[Said], expected: list[tuple[float, float]]) -> None:
    assert left_on(timeline, until=timeline[-1][0] + 1000) == expected


def test_who_is_asleep_is_not_on() -> None:
    lived = life([(0, ON)], until=0).hear(a_reading(60, presence=Presence.ASLEEP)).pass_time(7200)
    assert lived.told == []


def test_an_ignition_that_only_the_broker_remembers_is_not_left_on() -> None:
    lived = life([(0, {"soc_percent": 50})], until=0)
    lived.hear(a_reading(60, retained=True, **ON)).pass_time(7200)
    assert lived.told == []


def test_an_hour_heard_five_hours_late_is_told_by_a_timely_word_that_it_still_is_on() -> None:
    lived, late = life([(0, {"soc_percent": 50})], until=0), 5 * 3600
    hour = every(300, 300, 3900)
    lived.hear(*(a_reading(s, seq=n, late_by=late, **said) for n, (s, said) in enumerate(hour, start=2)))
    assert [event.kind for event in lived.events if not event.late] == []
    lived.hear(a_reading(late + 4000, seq=15, **ON))
    told = [event for event in lived.events if isinstance(event, LeftOn)]
    assert [(event.late, round(event.minutes)) for event in told] == [(False, 362)]
