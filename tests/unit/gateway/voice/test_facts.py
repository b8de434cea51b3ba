"""What may be told of an event: what is known, in the words that are true of it."""

from typing import Any

import pytest

from gateway.car.events import (
    ChargeMilestone,
    DriveEnded,
    Event,
    PluggedIn,
    ServiceDue,
    Towed,
    TyreLow,
)
from gateway.voice.facts import OFFERED, facts
from tests.builders.voice import BEGAN, CAR, NIGHT


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param(TyreLow(**CAR, wheel=2, degree=1), {"wheel": 2}, id="soft"),
        pytest.param(TyreLow(**CAR, wheel=2, degree=2), {"flat_wheel": 2}, id="flat"),
        pytest.param(ServiceDue(**CAR, in_km=300, in_days=7), {"due": 300, "days": 7}, id="due"),
        pytest.param(ServiceDue(**CAR, in_km=-200, in_days=7), {"overdue": -200}, id="overdue by distance"),
        pytest.param(ServiceDue(**CAR, in_km=300, in_days=-3), {"days_over": -3}, id="overdue by time"),
        pytest.param(ServiceDue(**CAR, in_km=0, in_days=7), {}, id="due now"),
        pytest.param(
            PluggedIn(**CAR, ready_at=NIGHT, limit_percent=80),
            {"ready": NIGHT, "limit": 80},
            id="to a limit",
        ),
        pytest.param(
            PluggedIn(**CAR, ready_at=NIGHT, limit_percent=100),
            {"ready": NIGHT, "full": NIGHT},
            id="to the brim",
        ),
        pytest.param(
            ChargeMilestone(**CAR, soc_percent=80, step_percent=80, ready_at=NIGHT),
            {"soc": 80, "step": 80, "ready": NIGHT},
            id="ready, and who knows how full",
        ),
    ],
)
def test_each_case_has_placeholders_of_its_own(event: Event, expected: dict[str, Any]) -> None:
    assert facts(event, town=None) == expected


def test_where_a_moved_car_is_can_be_withheld() -> None:
    towed = Towed(**CAR, km=1.24, parked_since=BEGAN, lat=35.09, lon=137.16)
    assert facts(towed, town=None) == {"distance": 1.24, "spot": (35.09, 137.16)}
    assert facts(towed, town=None, withheld=frozenset({"spot"})) == {"distance": 1.24}


def test_no_other_news_tells_the_spot() -> None:
    ended = DriveEnded(**CAR, started_at=BEGAN, km=12, minutes=32, lat=35.09, lon=137.16)
    assert facts(ended, town=None) == {"distance": 12, "duration": 32}
    assert [kind for kind, offered in OFFERED.items() if "spot" in offered] == ["towed"]


def test_a_car_with_a_nickname_may_say_it_in_any_news() -> None:
    event = TyreLow(**CAR, wheel=2, degree=1)
    assert facts(event, town=None, name="Kei") == {"wheel": 2, "name": "Kei"}
    assert [kind for kind, offered in OFFERED.items() if "name" not in offered] == []
