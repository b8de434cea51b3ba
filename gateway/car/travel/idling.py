"""Standing still, switched on: somebody may have forgotten it."""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.cable.charging import Charging
from gateway.car.moments import after, is_late
from gateway.car.part import Part
from gateway.car.reading import Presence, Reading
from gateway.car.travel.motion import Motion, is_moving, tells_of_motion


class Idling(Part, frozen=True, kw_only=True):
    """Since when it stands there switched on, and how often that was told."""

    since: datetime | None = None
    times_told: int = 0


def advance_idling(
    before: Idling,
    reading: Reading,
    bounds: Bounds,
    *,
    motion: Motion,
    charging: Charging,
    presence: Presence | None,
    heard_at: datetime | None,
) -> Idling:
    """The idling after a reading, or after time alone. heard_at: the last word before it."""
    at = reading.observed_at
    charges = charging.session is not None and charging.session.halted_at is None
    stands = motion.speed_kmh is not None and not is_moving(motion, bounds)
    if (
        motion.ignition_on is not True
        or not stands
        or charges
        or presence is Presence.ASLEEP
        or reading.retained
    ):
        return before if before.since is None else Idling()
    if before.since is None:
        return Idling(since=at)
    silent = (
        heard_at is not None and _seconds(heard_at, at) > bounds.silence_s and not tells_of_motion(reading)
    )
    times = sum(_seconds(before.since, at) >= mark for mark in bounds.left_on_s)
    if times <= before.times_told or silent or is_late(reading, bounds):
        return before
    return replace(before, times_told=times)


def idling_due(idling: Idling, bounds: Bounds) -> datetime | None:
    """When it has stood there long enough to tell, or to tell again."""
    if idling.since is None or idling.times_told >= len(bounds.left_on_s):
        return None
    return after(idling.since, sorted(bounds.left_on_s)[idling.times_told])


def _seconds(since: datetime, at: datetime) -> float:
    return (at - since).total_seconds()
