"""Charging at a dear hour, though a cheap one comes early enough."""

from datetime import time
from typing import Any

import pytest
from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.events import CheaperLater, Reason
from gateway.car.hours import Hours
from tests.builders.gateway import AT_HOME, AWAY, HOME, Said, at, life, told

HOUR = 3600
NIGHT = (Hours(time(23), time(7)),)
SUNSHINE = (Hours(time(11), time(13)),)
TOKYO = Bounds(
    time_zone="Asia/Tokyo", cheap_hours=NIGHT, leaves_at=time(7)
)  # noon in Greenwich is nine there
EARLY = replace(TOKYO, leaves_at=time(23))


def plug_in(hour: float = 0, **said: object) -> list[Said]:
    """Plugged in and charging so many hours after nine in the evening."""
    charging: dict[str, Any] = {"plugged_in": True, "charge_state": "charging", "charge_power_kw": 3, **said}
    start = hour * HOUR
    before = {"plugged_in": False, "charge_state": "unplugged", "soc_percent": 40}
    return [(start, before), (start + 60, charging), (start + 90, {"soc_percent": 40.1})]


@pytest.mark.parametrize(
    ("timeline", "bounds", "advised"),
    [
        pytest.param(plug_in(), TOKYO, True, id="at nine in the evening"),
        pytest.param(plug_in(charge_minutes_left=470), TOKYO, True, id="ready in time from eleven on"),
        pytest.param(plug_in(charge_minutes_left=490), TOKYO, False, id="not ready in time"),
        pytest.param(plug_in(charge_minutes_left=25), TOKYO, False, id="over soon anyway"),
        pytest.param(plug_in(2.5), TOKYO, False, id="at half past eleven"),
        pytest.param(plug_in(9.9), TOKYO, False, id="at six in the morning, cheap still"),
        pytest.param(plug_in(10.1), TOKYO, True, id="at seven, for the day and the night lie ahead"),
        pytest.param(plug_in(), EARLY, False, id="it leaves when the cheap hours begin"),
        pytest.param(plug_in(), replace(TOKYO, leaves_at=None), True, id="nobody said when it leaves"),
        pytest.param(plug_in(10.1), replace(TOKYO, leaves_at=None), False, id="half a day and more away"),
        pytest.param(plug_in(11), replace(TOKYO, cheap_hours=SUNSHINE), True, id="noon is cheap"),
        pytest.param(plug_in(), replace(TOKYO, cheap_hours=()), False, id="no tariff"),
        pytest.param(plug_in(10), replace(TOKYO, time_zone="Europe/London"), True, id="ten in London"),
        pytest.param(plug_in(11), replace(TOKYO, time_zone="America/New_York"), True, id="six in New York"),
        pytest.param(plug_in(-4), replace(TOKYO, time_zone="Pacific/Auckland"), True, id="nine in Auckland"),
        pytest.param(plug_in(**AT_HOME), replace(TOKYO, home=HOME), True, id="at home"),
        pytest.param(plug_in(**AWAY), replace(TOKYO, home=HOME), False, id="elsewhere"),
        pytest.param(plug_in()[1:], TOKYO, False, id="first word is no news"),
        pytest.param(
            [*plug_in(), (200, {"plugged_in": False}), (260, {"plugged_in": True})],
            TOKYO,
            True,
            id="flapping",
        ),
        pytest.param(
            [(s, said | {"received_at": at(s + 5 * HOUR)}) for s, said in plug_in()],
            TOKYO,
            False,
            id="hours late",
        ),
        pytest.param(
            [*plug_in()[:1], (60, {"plugged_in": True, "charge_state": "waiting"})],
            TOKYO,
            False,
            id="waiting",
        ),
    ],
)
def test_a_cheaper_hour_is_pointed_out_where_there_is_one(
    timeline: list[Said], bounds: Bounds, advised: bool
) -> None:
    assert told(timeline, bounds=bounds, until=timeline[-1][0] + 6 * HOUR).count("cheaper_later") == advised


def test_it_is_said_once_for_each_plug_in() -> None:
    pauses: list[Said] = [
        (600 * n, {"charge_state": "charging" if n % 2 else "waiting", "charge_power_kw": 3 * (n % 2)})
        for n in range(1, 9)
    ]
    assert told([*plug_in(), *pauses], bounds=TOKYO, until=6000).count("cheaper_later") == 1


def test_it_says_from_when_and_why() -> None:
    lived = life(plug_in(charge_minutes_left=200), bounds=TOKYO)
    assert [event for event in lived.events if isinstance(event, CheaperLater)] == [
        CheaperLater(
            car_id="kei",
            at=at(150),
            cheap_from=at(2 * HOUR),
            cheap_until=at(10 * HOUR),
            soc_percent=40.1,
            reasons=(
                Reason("plugged_in", True, None, at(60)),
                Reason("charge_power_kw", 3, "kW", at(60)),
                Reason("charge_minutes_left", 198.5, "min", at(150)),
                Reason("cheap_from", "2026-11-23T14:00:00Z"),
                Reason("cheap_until", "2026-11-23T22:00:00Z"),
                Reason("leaves_at", "07:00"),
            ),
        )
    ]
