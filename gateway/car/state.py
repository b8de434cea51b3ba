"""What we believe about one car now, with the memory its rules need."""

from datetime import datetime

import msgspec

from gateway.car.reading import Presence


class CarState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The present of one car. `CarState(car_id=…)` is a car never heard of; None means "not known"."""

    car_id: str
    observed_at: datetime | None = None  # the newest moment the car told of
    received_at: datetime | None = None  # when we heard of that moment
    wake_at: datetime | None = None  # when time alone may change something, by the gateway's clock
    readings_count: int = 0  # distinct readings taken in
    presence: Presence | None = None
    clock_doubted: bool = False  # the last reading's own time was impossible and was set aside
    range_km: float | None = None
    odometer_km: float | None = None
    outside_c: float | None = None

    @property
    def up_to_seq(self) -> int | None:
        """The largest seq such that all readings up to it are taken in; None before the first."""
        return None

    @property
    def soc_percent(self) -> float | None:
        """Charge we trust, 0..100 of usable capacity."""
        return None
