"""When something happened: the car's own time, as far as its clock can be believed."""

from datetime import datetime, timedelta

import msgspec

from gateway.car.bounds import Bounds
from gateway.car.reading import Reading


def clock_is_right(reading: Reading, bounds: Bounds) -> bool:
    """Whether the car's clock can have shown this: not before it had a fix, not in the future."""
    age_s = (reading.received_at - reading.observed_at).total_seconds()
    return -bounds.future_s <= age_s <= bounds.past_s


def believed(reading: Reading, bounds: Bounds, *, not_before: datetime | None) -> Reading:
    """The reading at a time that can be: when we heard it if the clock is wrong, and never back in time."""
    at = reading.observed_at if clock_is_right(reading, bounds) else reading.received_at
    if not_before is not None and at < not_before:
        at = not_before
    if at is reading.observed_at:
        return reading
    return msgspec.structs.replace(reading, observed_at=at)


def is_late(reading: Reading, bounds: Bounds) -> bool:
    """Whether we heard of it too long after: history, which wakes nobody."""
    return (reading.received_at - reading.observed_at).total_seconds() > bounds.late_s


def nothing_said(car_id: str, at: datetime, *, heard_at: datetime) -> Reading:
    """Time passing is a reading of its own: one that says nothing."""
    return Reading(car_id=car_id, observed_at=at, received_at=heard_at)


def is_time_alone(reading: Reading) -> bool:
    """Whether nobody spoke: native cars count what they say, and others are named by their tongue."""
    return reading.seq is None and reading.dialect == "native"


def held(since: datetime | None, duration_s: float, at: datetime | None) -> bool:
    """Whether something has lasted long enough by now."""
    return since is not None and at is not None and (at - since).total_seconds() >= duration_s


def after(since: datetime | None, duration_s: float) -> datetime | None:
    """When something will have lasted long enough; None while it does not last."""
    return None if since is None else since + timedelta(seconds=duration_s)
