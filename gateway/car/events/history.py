"""What is kept of a finished drive or charge."""

from datetime import datetime

import msgspec


class Drive(msgspec.Struct, frozen=True, kw_only=True):
    """A finished drive as history keeps it; (car_id, started_at) names it."""

    car_id: str
    started_at: datetime
    ended_at: datetime
    km: float
    minutes: float
    soc_start_percent: float | None
    soc_end_percent: float | None
    kwh: float | None  # drawn from the battery, so positive; None when power was not said throughout


class Charge(msgspec.Struct, frozen=True, kw_only=True):
    """A finished charge as history keeps it; (car_id, started_at) names it."""

    car_id: str
    started_at: datetime
    ended_at: datetime
    soc_start_percent: float | None
    soc_end_percent: float | None
    kwh: float | None  # into the battery; None when power was not said throughout
    unseen: bool  # known only by the higher charge after a silence
