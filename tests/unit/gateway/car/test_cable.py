"""A cable that goes in and out."""

import pytest

from tests.builders.charges import CHARGING, IN, OUT, RESTING
from tests.builders.gateway import Said, told


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param([(0, OUT), (60, IN)], ["plugged_in"], id="plugged in, and asleep at once"),
        pytest.param([(0, OUT), (60, IN), (65, OUT)], [], id="in for five seconds"),
        pytest.param([(0, OUT), (60, IN), (90, OUT)], [], id="in for half a minute, not told yet"),
        pytest.param([(0, IN)], [], id="first word is no news"),
        pytest.param(
            [(0, OUT), (30, {"unknown": frozenset({"plugged_in"})}), (60, IN)], [], id="from unknown to known"
        ),
        pytest.param([(0, IN), (60, OUT)], ["unplugged"], id="unplugged"),
        pytest.param([(0, IN), (60, OUT), (65, IN)], [], id="out for five seconds"),
        pytest.param(
            [(0, OUT), *((60 + step, IN if step % 2 == 0 else OUT) for step in range(121))],
            ["plugged_in"],
            id="a trembling cable is told once",
        ),
        pytest.param(
            [(0, OUT), *((60 + 15 * step, IN if step % 2 == 0 else OUT) for step in range(40))],
            [],
            id="a cable that never makes up its mind",
        ),
        pytest.param(
            [(0, {"charge_state": "unplugged"}), (60, {"charge_state": "waiting"})],
            ["charge_waiting"],
            id="a charger that waits has a cable",
        ),
        pytest.param(
            [(0, OUT), (60, {"charge_state": "complete"}), (300, {"charge_state": "waiting"})],
            [],
            id="last words of a charger whose cable is known to be out",
        ),
        pytest.param(
            [
                (0, {"charge_state": "complete"}),
                *((60 + n, {"speed_kmh": 40, "charge_state": "complete"}) for n in range(60)),
            ],
            ["unplugged"],
            id="last words of a charger that was driven away from",
        ),
    ],
)
def test_the_cable_is_told_when_it_has_made_up_its_mind(timeline: list[Said], expected: list[str]) -> None:
    assert told(timeline) == expected


def test_a_cable_that_slips_in_its_first_minute_is_not_told_as_pulled() -> None:
    timeline: list[Said] = [
        (0, RESTING),
        (60, {**CHARGING, "charge_minutes_left": 95}),
        (70, {"charge_minutes_left": 95}),
        (95, OUT),
        (108, IN),
    ]
    assert told(timeline, until=400) == ["plugged_in"]
