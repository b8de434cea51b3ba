"""The owner's clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

import tzfpy

from gateway.car.bounds import Bounds


def local_time(at: datetime, bounds: Bounds) -> datetime:
    """The same moment by the owner's clock."""
    return at.astimezone(zone_of(bounds))


def time_zone_at(lat: float, lon: float) -> str:
    """The name of the time zone a place lies in."""
    return tzfpy.get_tz(lon, lat)


def zone_of(bounds: Bounds) -> ZoneInfo:
    """The owner's time zone, or home's."""
    if bounds.time_zone is not None:
        return ZoneInfo(bounds.time_zone)
    return ZoneInfo(time_zone_at(bounds.home.lat, bounds.home.lon) if bounds.home else "UTC")
