"""Marks that a charge passes on its way to full."""

from typing import Any

import pytest

from gateway.car.bounds import Bounds
from gateway.car.events import ChargeMilestone, Reason
from tests.builders.gateway import Life, Said, a_reading, at, life

MINUTE = 60
EVERY_TEN = Bounds(milestones_percent=(50, 60, 70, 80, 90))


def charge(
    *percents: float, begun_at: float = 40, limit: float | None = None, every_s: float = 300
) -> list[Said]:
    """A charge from the first word on, and what it was said to be, again and again."""
    power: dict[str, Any] = {"plugged_in": True, "charge_state": "charging", "charge_power_kw": 7}
    limited = {} if limit is None else {"charge_limit_percent": limit}
    resting = {"plugged_in": False, "charge_state": "unplugged", "soc_percent": begun_at, **limited}
    said: list[Said] = [
        (120 + index * every_s, {"soc_percent": percent}) for index, percent in enumerate(percents)
    ]
    return [(0, resting), (60, power), *said]


def marks(lived: Life) -> list[float]:
    """The marks told of in time."""
    return [e.step_percent for e in lived.events if isinstance(e, ChargeMilestone) and not e.late]


@pytest.mark.parametrize(
    ("timeline", "bounds", "expected"),
    [
        pytest.param(charge(70, 79, 80, 81), None, [80], id="at 80 %"),
        pytest.param(charge(70, 79.9), None, [], id="not before"),
        pytest.param(charge(70, 85), None, [80], id="passed between two words"),
        pytest.param(charge(81, 82, 83, begun_at=81), None, [], id="it began above"),
        pytest.param(charge(78, 80, 79, 80, 79, 80, 81), None, [80], id="a trembling meter"),
        pytest.param(charge(50, 100, 51, 52, every_s=20), None, [], id="all bits from a meter that wakes"),
        pytest.param(charge(79, 80, 81, limit=80), None, [], id="its limit is told when it is done"),
        pytest.param(charge(79, 80, 81, limit=81), None, [], id="nearly its limit as well"),
        pytest.param(charge(79, 80, 81, limit=90), None, [80], id="a limit further up"),
        pytest.param(charge(79, 80, 99, 100, 100), EVERY_TEN, [70, 80, 90], id="each that the owner wants"),
        pytest.param(charge(60, 59, 60, 61), EVERY_TEN, [60], id="never below the last"),
    ],
)
def test_a_mark_is_told_when_the_charge_has_passed_it(
    timeline: list[Said], bounds: Bounds | None, expected: list[float]
) -> None:
    assert marks(life(timeline, bounds=bounds)) == expected


def test_a_mark_passed_on_the_road_or_before_the_cable_is_none() -> None:
    driving: list[Said] = [(60 * n, {"speed_kmh": 50, "soc_percent": 79.5 + n / 5}) for n in range(9)]
    assert marks(life(driving)) == []


def test_the_news_of_a_mark_says_why_and_when_the_rest_will_follow() -> None:
    timeline = charge(79, 80, 81, begun_at=78)
    timeline += [(130, {"charge_minutes_left": 60}), (140, {"charge_minutes_left": 60})]
    lived = life(sorted(timeline, key=lambda line: line[0]), until=800)
    assert [e for e in lived.events if isinstance(e, ChargeMilestone)] == [
        ChargeMilestone(
            car_id="kei",
            at=at(420),
            soc_percent=80,
            step_percent=80,
            ready_at=at(140 + 60 * MINUTE),
            reasons=(
                Reason("soc_percent", 80, "%", at(420)),
                Reason("milestones_percent", 80, "%"),
                Reason("milestone_held_s", 60, "s"),
            ),
        )
    ]


def test_a_mark_found_in_old_readings_is_told_by_the_first_timely_one_that_still_says_so() -> None:
    lived = life(charge(79))
    lived.hear(*(a_reading(300 * n, seq=n, late_by=2 * 3600, soc_percent=78 + n) for n in (4, 5))).pass_time(
        9000
    )
    assert marks(lived) == []
    lived.hear(a_reading(9100, seq=6, soc_percent=86))
    assert marks(lived) == [80]
