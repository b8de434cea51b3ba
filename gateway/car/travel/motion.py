"""How the car moves, by its own word or by what its way amounts to."""

from datetime import datetime

import msgspec

from gateway.car.bounds import Bounds
from gateway.car.part import Part
from gateway.car.reading import Reading

STEP_LEAST_KM = 0.1  # positions tremble by less


class Motion(Part, frozen=True, kw_only=True):
    """The last of each that was said."""

    heard_at: datetime | None = None  # the last word about motion
    says_speed: bool = False
    speed_kmh: float | None = None
    power_kw: float | None = None  # positive flows into the battery
    odometer_km: float | None = None
    ignition_on: bool | None = None
    ignition_off_since: datetime | None = None


class Step(msgspec.Struct, frozen=True):
    """What lies between two readings; None where they do not tell."""

    km: float | None
    kwh: float | None  # drawn from the battery


def tells_of_motion(reading: Reading) -> bool:
    """Whether there is a word about motion in it."""
    return (
        reading.speed_kmh is not None
        or reading.lat is not None
        or reading.odometer_km is not None
        or reading.ignition_on is not None
    )


def advance_motion(before: Motion, reading: Reading, bounds: Bounds, line_km: float | None) -> Motion:
    """The motion after a reading that tells of it. line_km: between the last two believed positions."""
    at, ignition_on = reading.observed_at, reading.ignition_on
    speed_kmh = reading.speed_kmh
    if ignition_on is None and not (speed_kmh is not None and speed_kmh > bounds.moving_kmh):
        ignition_on = before.ignition_on  # else it moves, and the last word was before that
    if speed_kmh is None:
        speed_kmh = _speed(before, reading, line_km, off=ignition_on is False)
    return Motion(
        heard_at=at,
        says_speed=before.says_speed or reading.speed_kmh is not None,
        speed_kmh=speed_kmh,
        power_kw=before.power_kw if reading.charge_power_kw is None else reading.charge_power_kw,
        odometer_km=before.odometer_km if reading.odometer_km is None else reading.odometer_km,
        ignition_on=ignition_on,
        ignition_off_since=(before.ignition_off_since or at) if ignition_on is False else None,
    )


def is_moving(motion: Motion, bounds: Bounds) -> bool:
    """Whether the car goes faster than a trembling meter."""
    return motion.speed_kmh is not None and motion.speed_kmh > bounds.moving_kmh


def step_between(before: Motion, motion: Motion, bounds: Bounds, line_km: float | None) -> Step:
    """The way and the energy between two readings.

    Over a hole the straight line counts; only where the position froze, and the car moved at both ends,
    are the speeds all there is.
    """
    hours = _hours(before, motion)
    by_speed = Step(_km(before, motion, hours) if motion.says_speed else line_km, _kwh(before, motion, hours))
    if hours * 3600 <= bounds.hole_s:
        return by_speed
    froze = line_km is None or line_km < STEP_LEAST_KM
    if froze and is_moving(before, bounds) and is_moving(motion, bounds):
        return by_speed
    return Step(line_km, None)


def _speed(before: Motion, reading: Reading, line_km: float | None, *, off: bool) -> float | None:
    """The last speed said; for a car that never says it, what its way amounts to, unless it is off."""
    if before.says_speed or before.heard_at is None:
        return before.speed_kmh
    if off:
        return 0.0
    hours = (reading.observed_at - before.heard_at).total_seconds() / 3600
    if reading.odometer_km is not None and before.odometer_km is not None:
        line_km = reading.odometer_km - before.odometer_km
    if line_km is None or hours <= 0:
        return before.speed_kmh
    return line_km / hours if line_km >= STEP_LEAST_KM else 0.0


def _km(before: Motion, motion: Motion, hours: float) -> float | None:
    if before.speed_kmh is None or motion.speed_kmh is None:
        return None
    return (before.speed_kmh + motion.speed_kmh) / 2 * hours


def _kwh(before: Motion, motion: Motion, hours: float) -> float | None:
    if before.power_kw is None or motion.power_kw is None:
        return None
    return -(before.power_kw + motion.power_kw) / 2 * hours


def _hours(before: Motion, motion: Motion) -> float:
    if before.heard_at is None or motion.heard_at is None:
        return 0.0
    return (motion.heard_at - before.heard_at).total_seconds() / 3600
