"""Too little charge foreseen at the destination."""

from typing import Any

import pytest

from gateway.car.events import RangeRisk
from tests.builders.gateway import Life, Said, a_reading, at, life

HOURS_5 = 5 * 3600


def drive(start: int, *foreseen: float | None, every_s: int = 30) -> list[Said]:
    """Under way, with what the car foresees every half a minute; None: nothing said."""
    timeline: list[Said] = [
        (start - 10, {"speed_kmh": 0}),
        *((start + s, {"speed_kmh": 60}) for s in (0, 10, 20, 30)),
    ]
    for step, percent in enumerate(foreseen):
        said: dict[str, Any] = {} if percent is None else {"arrival_percent": percent}
        timeline.append((start + 40 + step * every_s, {"speed_kmh": 60} | said))
    return timeline


def over(second: int) -> list[Said]:
    return [(second, {"speed_kmh": 0, "ignition_on": False}), (second + 40, {"speed_kmh": 0})]


def risks(timeline: list[Said]) -> list[tuple[float, float]]:
    """When it was worried (in seconds), and what it foresaw."""
    events = [event for event in life(timeline).events if isinstance(event, RangeRisk)]
    return [((event.at - at(0)).total_seconds(), event.arrival_percent) for event in events]


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param(drive(60, 20, 15, 9, 8), [(160, 8)], id="said twice"),
        pytest.param(drive(60, 20, 9, None, None, None), [(130, 9)], id="said once, and a minute passes"),
        pytest.param(drive(60, 20, 9, 11, 20), [], id="one word of it"),
        pytest.param(drive(60, 20, 10, 10, 10), [], id="ten are enough"),
        pytest.param(drive(60, 9, 9.5, 10.5, 9, 11, 8, 7), [(100, 9.5)], id="trembling around the mark"),
        pytest.param(
            drive(60, 9, 9, 15, 15, 9, 9), [(100, 9), (220, 9)], id="a charge, or another destination"
        ),
        pytest.param(
            [*drive(60, 9, 9), *over(200), *drive(600, 8, 8)], [(100, 9), (640, 8)], id="another drive"
        ),
        pytest.param(
            [(0, {"speed_kmh": 0, "arrival_percent": 5}), (30, {"speed_kmh": 0, "arrival_percent": 5})],
            [],
            id="planned while parked",
        ),
        pytest.param(
            [(0, {"speed_kmh": 0, "arrival_percent": 5}), *drive(60, None, None, None)],
            [(90, 5)],
            id="planned while parked, and driven off with it",
        ),
        pytest.param(
            [
                *drive(60, 20, 9),
                (150, {"unknown": frozenset({"arrival_percent"})}),
                *drive(200, None, None, None),
            ],
            [],
            id="the guidance is switched off",
        ),
        pytest.param([*drive(60, 9, 9), *over(200), *drive(600, None, None, None)], [(100, 9)], id="arrived"),
    ],
)
def test_it_worries(timeline: list[Said], expected: list[tuple[float, float]]) -> None:
    assert risks(timeline) == expected


def test_a_worry_heard_five_hours_late_is_over() -> None:
    lived = Life()
    timeline = [*drive(60, 20, 9, 8, 7), *over(300)]
    lived.hear(
        *(a_reading(s, seq=n, late_by=HOURS_5, **said) for n, (s, said) in enumerate(timeline, start=1))
    )
    lived.hear(a_reading(HOURS_5 + 400, seq=99, soc_percent=50)).pass_time(HOURS_5 + 900)
    assert "range_risk" not in lived.told


def test_what_the_broker_remembers_to_have_been_foreseen_worries_nobody() -> None:
    lived = life(drive(60, 20), until=100)
    lived.hear(
        a_reading(110, retained=True, arrival_percent=3), a_reading(112, retained=True, arrival_percent=3)
    )
    assert "range_risk" not in lived.told
