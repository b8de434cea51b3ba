"""A car that says nothing, though its modem has not said that it sleeps.

Many tongues never say whether the car sleeps. A silence of theirs is taken for sleep: only a car whose modem
once spoke of itself, and did not say "asleep" last, is missed.
"""

from datetime import datetime

from gateway.car.bounds import Bounds
from gateway.car.moments import after, is_late
from gateway.car.reading import Presence, Reading
from gateway.car.state import CarState


def silent_due(state: CarState, bounds: Bounds) -> datetime | None:
    """When it will have been silent for another day; None before the first word, and after a week."""
    heard_at, lived = state.observed_at or state.lived_until, state.lived_until
    if heard_at is None or lived is None:
        return None
    times = (lived - heard_at).total_seconds() // bounds.silent_s + 1
    return after(heard_at, times * bounds.silent_s) if 1 <= times <= bounds.silent_times else None


def is_missed(before: CarState, reading: Reading, bounds: Bounds) -> bool:
    """Whether time alone has just made it a day longer that an awake car was silent."""
    at, heard_at = reading.observed_at, before.observed_at
    if heard_at is None or (at - heard_at).total_seconds() < bounds.silent_s:
        return False
    awake = before.presence_at is not None and before.presence not in (None, Presence.ASLEEP)
    return awake and at == silent_due(before, bounds) and not is_late(reading, bounds)
