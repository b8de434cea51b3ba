"""Tyres that lose air."""

import pytest

from gateway.car.bounds import Bounds
from gateway.car.events import Reason, TyreLow
from tests.builders.gateway import Said, at, life
from tests.builders.tyres import PLACARD, REAR_RIGHT_LOW, WELL, tyres, warnings


@pytest.mark.parametrize(
    ("timeline", "bounds", "expected"),
    [
        pytest.param(tyres(WELL, REAR_RIGHT_LOW), None, [(3, 1, 200)], id="less than the other of its axle"),
        pytest.param(tyres(WELL, (230, 230, 250, 213)), None, [], id="85 % of it is enough"),
        pytest.param(tyres(REAR_RIGHT_LOW, REAR_RIGHT_LOW), None, [], id="first word is no news"),
        pytest.param(tyres(WELL, (230, 230, 250, 140)), None, [(3, 2, 140)], id="dangerously low at once"),
        pytest.param(
            tyres(WELL, REAR_RIGHT_LOW, (230, 230, 250, 140)),
            None,
            [(3, 1, 200), (3, 2, 140)],
            id="low, and then dangerously",
        ),
        pytest.param(tyres(WELL, (190, 190, 208, 208)), None, [], id="a frosty morning takes from all"),
        pytest.param(
            tyres(WELL, (190, 190, 250, 250)),
            PLACARD,
            [(0, 1, 190), (1, 1, 190)],
            id="both under the placard",
        ),
        pytest.param(tyres(WELL, (230, 230, 250, 0), WELL), None, [], id="a sensor that sleeps"),
        pytest.param(tyres(WELL, (230, 230, 250, 0), (0, 0, 0, 0)), None, [], id="for as long as it likes"),
        pytest.param(tyres(WELL, (230, 230, 250, 6553.5), WELL), None, [], id="a sensor that wakes"),
        pytest.param(tyres(WELL, REAR_RIGHT_LOW, WELL, every_s=60), None, [], id="one word taken back"),
        pytest.param(
            tyres(WELL, *([REAR_RIGHT_LOW, (230, 230, 250, 220)] * 20)),
            None,
            [(3, 1, 200)],
            id="a leak that trembles",
        ),
        pytest.param(
            tyres(WELL, *([REAR_RIGHT_LOW, WELL] * 20)), None, [(3, 1, 200)], id="once a day and wheel"
        ),
        pytest.param(
            tyres(WELL, REAR_RIGHT_LOW, WELL, REAR_RIGHT_LOW, every_s=43_260),
            None,
            [(3, 1, 200), (3, 1, 200)],
            id="and the next day again",
        ),
        pytest.param(tyres(WELL, (None, 190, None, None)), None, [(1, 1, 190)], id="one wheel by itself"),
        pytest.param(tyres(WELL, (190,)), None, [(0, 1, 190)], id="a shorter list"),
        pytest.param(
            warnings((0, 0, 0, 0), (0, 1, 0, 0), (0, 2, 0, 0)),
            None,
            [(1, 1, None), (1, 2, None)],
            id="the car warns, and warns louder",
        ),
        pytest.param(warnings((0, 1, 0, 0), (0, 1, 0, 0)), None, [], id="a first warning is no news"),
        pytest.param(warnings((0, 0, 0, 0), (0, 255, 0, 0)), None, [], id="a warning that is none"),
        pytest.param(
            [(0, {"tyre_kpa": WELL, "tyre_alert": (0, 0, 0, 0)}), (60, {"tyre_kpa": REAR_RIGHT_LOW})],
            None,
            [],
            id="a car that warns knows better",
        ),
    ],
)
def test_a_tyre_that_loses_air_is_told_once(
    timeline: list[Said], bounds: Bounds | None, expected: list[tuple[int, int, float | None]]
) -> None:
    events = life(timeline, until=timeline[-1][0] + 300, bounds=bounds).events
    assert [(e.wheel, e.degree, e.kpa) for e in events if isinstance(e, TyreLow)] == expected
    assert len(events) == len(expected)


def test_the_news_of_a_low_tyre_says_why() -> None:
    assert life(tyres(WELL, REAR_RIGHT_LOW), until=400).events == [
        TyreLow(
            car_id="kei",
            at=at(200),
            wheel=3,
            degree=1,
            kpa=200,
            reasons=(
                Reason("tyre_kpa", 200.0, "kPa", at(200)),
                Reason("tyre_usual_kpa", 250.0, "kPa"),
                Reason("tyre_low_percent", 85, "%"),
                Reason("tyre_held_s", 120, "s"),
            ),
        )
    ]
