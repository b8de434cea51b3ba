from typing import Any

import pytest
from pydantic import ValidationError

from feed.api.cars.schemas import SnapshotTold
from feed.social.wrongs import wrongs


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"soc_percent": 100.5}, "must be less than or equal to 100"),
        ({"soc_percent": True}, "must be a valid number"),
        ({"soc_percent": "63"}, "must be a valid number"),
        ({"soc_percent": float("nan")}, "must be a finite number"),
        ({"range_km": -1}, "must be greater than or equal to 0"),
        ({"lat": 91}, "must be less than or equal to 90"),
        ({"lon": -181}, "must be greater than or equal to -180"),
        ({"charge_power_kw": 7200}, "must be less than or equal to 1000"),
        ({"speed_kmh": 1e300}, "must be less than or equal to 400"),
        ({"odometer_km": -1}, "must be greater than or equal to 0"),
        ({"presence": "flying"}, "must be 'online', 'driving', 'charging', 'asleep' or 'lost'"),
        (
            {"charge_state": "full"},
            "must be 'unplugged', 'waiting', 'charging', 'complete', 'stopped' or 'fault'",
        ),
        ({"observed_at": "2026-11-23T09:15:04"}, "must have timezone info"),
        ({"observed_at": "1970-01-01T00:00:00Z"}, "must be greater than or equal to 2000-01-01T00:00:00Z"),
        ({"observed_at": None}, "must be a valid datetime"),
    ],
)
def test_what_no_car_can_tell_is_refused(wrong: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        SnapshotTold.model_validate({"car_id": "CAR-1", "observed_at": "2026-11-23T09:15:04Z", **wrong})

    assert wrongs(refused.value) == dict.fromkeys(wrong, reason)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"trouble_codes": ["P0A80 P0562"]}, "trouble_codes.0"),
        ({"trouble_codes": ["P0A80"] * 33}, "trouble_codes"),
        ({"tyre_kpa": [240, "flat"]}, "tyre_kpa.1"),
        ({"tyre_kpa": [240] * 5}, "tyre_kpa"),
        ({"tyre_state": "round"}, "tyre_state"),
        ({"aux_battery_v": 400}, "aux_battery_v"),
        ({"service_in_km": float("inf")}, "service_in_km"),
    ],
)
def test_no_car_feels_like_that(wrong: dict[str, Any], field: str) -> None:
    told = {"car_id": "CAR-1", "observed_at": "2026-11-23T09:15:04Z", "health": wrong}
    with pytest.raises(ValidationError) as refused:
        SnapshotTold.model_validate(told)

    assert list(wrongs(refused.value)) == [f"health.{field}"]
