"""A drive that ends at home is told once, as having come home."""

from typing import Any

import pytest

from gateway.car.bounds import Bounds
from gateway.car.events import CameHome
from tests.builders.gateway import AT_HOME, AWAY, HOME, Life, Said, a_reading, at, life, told

AT_HOME_BOUNDS = Bounds(home=HOME, time_zone="Asia/Tokyo")
KINDS = {"came_home", "left_home", "drive_ended"}


def moving(start: int, end: int, where: dict[str, Any], **said: object) -> list[Said]:
    return [(second, {"speed_kmh": 36, **where, **said}) for second in range(start, end + 1, 10)]


def standing(second: float, where: dict[str, Any], **said: object) -> Said:
    return (second, {"speed_kmh": 0, **where, **said})


OUT: list[Said] = [standing(0, AWAY), *moving(10, 600, AWAY)]
IN = moving(610, 700, AT_HOME)
OFF = {"ignition_on": False}


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param([*OUT, *IN, standing(710, AT_HOME, **OFF)], ["came_home"], id="switched off"),
        pytest.param([*OUT, standing(610, AT_HOME, **OFF)], ["came_home"], id="switched off at once"),
        pytest.param(
            [*OUT, *IN, standing(710, AT_HOME, ignition_on=True)], ["came_home"], id="never switched off"
        ),
        pytest.param([*OUT, *IN], ["came_home"], id="gone quiet under way, at home"),
        pytest.param(
            [*OUT, standing(610, AT_HOME, plugged_in=False), standing(615, AT_HOME, plugged_in=True)],
            ["came_home"],
            id="plugged in before it has been there for a minute",
        ),
        pytest.param([*OUT, standing(610, AWAY, **OFF)], ["drive_ended"], id="somewhere else"),
        pytest.param(
            [*OUT, standing(610, AT_HOME, **OFF), standing(640, AWAY, **OFF), standing(650, AWAY)],
            ["drive_ended"],
            id="one fix at home, and the rest elsewhere",
        ),
        pytest.param([*OUT, *IN, *moving(710, 1000, AWAY)], ["drive_ended"], id="through home, and on"),
        pytest.param(
            [*OUT, *moving(610, 2000, AT_HOME), standing(2010, AT_HOME, **OFF)],
            ["came_home", "drive_ended"],
            id="driving about at home for longer than one waits",
        ),
        pytest.param(
            [
                *OUT,
                *IN,
                standing(710, AT_HOME, **OFF),
                *moving(5000, 5100, AT_HOME),
                *moving(5110, 5600, AWAY),
            ],
            ["came_home", "left_home", "drive_ended"],
            id="and away again",
        ),
    ],
)
def test_one_post_and_not_two(timeline: list[Said], expected: list[str]) -> None:
    kinds = told(timeline, until=timeline[-1][0] + 2000, bounds=AT_HOME_BOUNDS)
    assert [kind for kind in kinds if kind in KINDS] == expected


def test_it_is_told_with_the_drive_s_figures_and_dated_at_the_fence() -> None:
    drive = [(s, said | {"charge_power_kw": -9}) for s, said in [*OUT, *IN]]
    lived = life([*drive, standing(710, AT_HOME, **OFF)], bounds=AT_HOME_BOUNDS, until=2000)
    (came,) = (event for event in lived.events if isinstance(event, CameHome))
    assert (came.at, came.started_at) == (at(610), at(10))
    assert (came.km, came.minutes, came.kwh) == (
        pytest.approx(7),
        pytest.approx(700 / 60),
        pytest.approx(1.775),
    )
    assert [(drive.started_at, drive.km) for drive in lived.drives] == [(came.started_at, came.km)]


def test_when_the_drive_is_long_in_ending_it_is_told_without_it() -> None:
    lived = life([*OUT, *moving(610, 2000, AT_HOME)], bounds=AT_HOME_BOUNDS, until=2000)
    (came,) = (event for event in lived.events if isinstance(event, CameHome))
    assert (came.at, came.km, came.started_at) == (at(610), None, None)


def test_coming_home_heard_five_hours_late_is_history() -> None:
    lived, late = Life(bounds=AT_HOME_BOUNDS), 5 * 3600
    timeline = [*OUT, *IN, standing(710, AT_HOME, **OFF)]
    lived.hear(*(a_reading(s, seq=n, late_by=late, **said) for n, (s, said) in enumerate(timeline, start=1)))
    lived.pass_time(late + 3600)
    assert [(event.kind, event.late) for event in lived.events if event.kind in KINDS] == [
        ("came_home", True)
    ]
