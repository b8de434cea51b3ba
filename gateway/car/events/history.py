"""What is kept of a finished drive or charge."""

from datetime import datetime

import msgspec

from gateway.car.travel.ground import Fix


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
    start: Fix | None = None  # where it stood when it set out; places are for its owner alone
    end: Fix | None = None


class Charge(msgspec.Struct, frozen=True, kw_only=True):
    """A finished charge as history keeps it; (car_id, started_at) names it."""

    car_id: str
    started_at: datetime
    ended_at: datetime
    soc_start_percent: float | None
    soc_end_percent: float | None
    kwh: float | None  # into the battery; None when power was not said throughout
    unseen: bool  # known only by the higher charge after a silence
    peak_kw: float | None = None  # the most power that was said
    limit_percent: float | None = None  # up to where it was to go
    planned: bool = False  # a timer or a tariff let it begin
    fix: Fix | None = None  # where it stood


class Waypoint(msgspec.Struct, frozen=True, kw_only=True):
    """A moment of a drive under way, of which its track is made."""

    car_id: str
    at: datetime
    lat: float
    lon: float
    soc_percent: float | None
    speed_kmh: float | None
