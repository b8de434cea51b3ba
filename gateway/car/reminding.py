"""When a car at home, low and with its cable on the hook, should say so."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import tzfpy

from gateway.car.bounds import Bounds


def reminder_due(
    bounds: Bounds,
    *,
    parked_since: datetime,
    soc_percent: float,
    reminded_at: datetime | None,
    heard_at: datetime,
) -> datetime | None:
    """The moment to ask for the cable, if home and cable stay as they are; None when charge will do.

    Nearly empty, it asks as soon as it is parked; else in the evening. Once asked, it is quiet until the
    next evening, and for good when it has not been heard of for long: it may no longer be standing there.
    """
    if soc_percent >= bounds.reminder_percent:
        return None
    due = parked_since + timedelta(seconds=bounds.reminder_parked_s)
    if reminded_at is not None:
        due = max(due, reminded_at + timedelta(seconds=bounds.reminder_pause_s))
    asked_here = reminded_at is not None and reminded_at >= parked_since
    if asked_here or soc_percent > bounds.low_percent:
        due = _in_the_evening(due, bounds)
    return due if (due - heard_at).total_seconds() <= bounds.reminder_silence_s else None


def time_zone_at(lat: float, lon: float) -> str:
    """The name of the time zone a place lies in."""
    return tzfpy.get_tz(lon, lat)


def _in_the_evening(at: datetime, bounds: Bounds) -> datetime:
    local = at.astimezone(_zone(bounds))
    if local.hour >= bounds.evening_from_h or local.hour < bounds.evening_until_h:
        return at
    evening = local.replace(hour=bounds.evening_from_h, minute=0, second=0, microsecond=0)
    return evening.astimezone(at.tzinfo)


def _zone(bounds: Bounds) -> ZoneInfo:
    if bounds.time_zone is not None:
        return ZoneInfo(bounds.time_zone)
    return ZoneInfo(time_zone_at(bounds.home.lat, bounds.home.lon) if bounds.home else "UTC")
