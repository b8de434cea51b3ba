"""When a car at home, low and with its cable on the hook, should say so."""

from datetime import datetime, timedelta

from gateway.car.bounds import Bounds
from gateway.car.cable.plug import is_out
from gateway.car.local_time import local_time
from gateway.car.state import CarState


def reminder_due(state: CarState, bounds: Bounds) -> datetime | None:
    """The moment to ask for the cable, if home and cable stay as they are; None when charge will do.

    Nearly empty, it asks as soon as it is parked; else in the evening. Once asked, it is quiet until the
    next evening, and for good when it has not been heard of for long: it may no longer be standing there.
    """
    soc, parked_since = state.soc_percent, state.driving.parked_since
    if soc is None or soc >= bounds.reminder_percent or parked_since is None:
        return None
    if not state.place.at_home or not is_out(state.plug) or state.driving.trip is not None:
        return None
    due = parked_since + timedelta(seconds=bounds.reminder_parked_s)
    asked_at = state.reminded_at
    if asked_at is not None:
        due = max(due, asked_at + timedelta(seconds=bounds.reminder_pause_s))
    asked_here = asked_at is not None and asked_at >= parked_since
    if asked_here or soc > bounds.low_percent:
        due = _in_the_evening(due, bounds)
    heard_at = state.observed_at or parked_since
    return due if (due - heard_at).total_seconds() <= bounds.reminder_silence_s else None


def _in_the_evening(at: datetime, bounds: Bounds) -> datetime:
    local = local_time(at, bounds)
    if local.hour >= bounds.evening_from_h or local.hour < bounds.evening_until_h:
        return at
    evening = local.replace(hour=bounds.evening_from_h, minute=0, second=0, microsecond=0)
    return evening.astimezone(at.tzinfo)
