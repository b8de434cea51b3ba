"""Setting out, arriving, and being moved."""

from datetime import datetime
from typing import ClassVar

from gateway.car.events.event import Event, Level


class DriveStarted(Event, frozen=True, kw_only=True, tag="drive_started", omit_defaults=True):
    """The car has been under way long enough to mean it."""

    soc_percent: float | None = None
    lat: float | None = None
    lon: float | None = None


class DriveEnded(Event, frozen=True, kw_only=True, tag="drive_ended", omit_defaults=True):
    """A drive worth telling is over. `at` is when the car came to rest."""

    started_at: datetime
    km: float
    minutes: float
    soc_start_percent: float | None = None
    soc_end_percent: float | None = None
    kwh: float | None = None  # drawn from the battery, so positive
    wh_per_km: float | None = None
    lat: float | None = None
    lon: float | None = None


class CameHome(Event, frozen=True, kw_only=True, tag="came_home", omit_defaults=True):
    """Home again; when a drive brought it there, told once that is over, with the drive's figures."""

    soc_percent: float | None = None
    km: float | None = None
    minutes: float | None = None
    kwh: float | None = None
    started_at: datetime | None = None


class LeftHome(Event, frozen=True, kw_only=True, tag="left_home", omit_defaults=True):
    """Outside the home zone far and long enough to have left."""

    soc_percent: float | None = None


class CameHomeUnplugged(Event, frozen=True, kw_only=True, tag="came_home_unplugged", omit_defaults=True):
    """Parked at home with little charge, and the cable still on its hook."""

    level: ClassVar[Level] = Level.ALERT

    soc_percent: float
    range_km: float | None = None
    parked_since: datetime


class ZoneEntered(Event, frozen=True, kw_only=True, tag="zone_entered", omit_defaults=True):
    """Arrived in a zone of the owner's other than home."""

    zone: str  # the owner's name for it
    soc_percent: float | None = None


class ZoneLeft(Event, frozen=True, kw_only=True, tag="zone_left", omit_defaults=True):
    """Left a zone of the owner's other than home."""

    zone: str
    soc_percent: float | None = None


class Towed(Event, frozen=True, kw_only=True, tag="towed", omit_defaults=True):
    """Off, and yet moving away from where it was parked. Told again while it goes on."""

    level: ClassVar[Level] = Level.ALERT

    km: float  # from where it was parked
    parked_since: datetime
    lat: float | None = None
    lon: float | None = None


class LeftOn(Event, frozen=True, kw_only=True, tag="left_on", omit_defaults=True):
    """Switched on and standing still for long."""

    level: ClassVar[Level] = Level.NOTICE

    minutes: float
    soc_percent: float | None = None
