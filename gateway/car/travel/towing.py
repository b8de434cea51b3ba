"""Being moved without driving: off, and yet far from where it was left."""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.moments import held, is_late
from gateway.car.part import Part
from gateway.car.reading import Reading
from gateway.car.travel.driving import Driving
from gateway.car.travel.ground import Fix, is_same_place, metres_between
from gateway.car.travel.places import Place


class Towing(Part, frozen=True, kw_only=True):
    """Where the car was left, and how often in a row it was seen far from there."""

    locked: bool | None = None
    tongue: str | None = None  # who says that it is off; another's fix may be of a phone that walks away
    left_at: datetime | None = None  # off, and no drive, since then
    left: Fix | None = None
    odometer_km: float | None = None  # when it was left
    away_since: datetime | None = None
    away_fixes: int = 0
    told: Fix | None = None  # where it was when last told


def advance_towing(
    before: Towing, reading: Reading, bounds: Bounds, *, was: Place, place: Place, driving: Driving
) -> Towing:
    """The towing after a reading, or after time alone. was: the place before it."""
    towing = _told_of_locks(before, reading)
    if driving.trip is not None or not _is_off(towing, driving):
        if towing.left_at is None:
            return towing
        return Towing(locked=towing.locked, tongue=towing.tongue)
    if towing.left_at is None:
        towing = replace(towing, left_at=reading.observed_at)
    fix = place.fix
    if fix is None or reading.dialect != towing.tongue or _has_not_moved(towing, fix, was=was.fix):
        return towing
    if towing.left is None or _is_found(towing, fix, bounds, was=was.fix, driving=driving):
        fresh = not held(fix.at, bounds.silence_s, reading.observed_at)
        return _left(towing, fix, driving) if fresh else towing
    return _seen(towing, towing.left, fix, bounds, late=is_late(reading, bounds))


def _has_not_moved(towing: Towing, fix: Fix, *, was: Fix | None) -> bool:
    if towing.left is None or was is None:
        return False
    return fix is was or (towing.away_since is None and is_same_place(fix, was))


def _told_of_locks(towing: Towing, reading: Reading) -> Towing:
    unlocked = "locked" in reading.unknown
    if reading.ignition_on is None and reading.locked is None and not unlocked:
        return towing
    locked = None if unlocked else towing.locked if reading.locked is None else reading.locked
    if locked is towing.locked and reading.dialect == towing.tongue:
        return towing
    return replace(towing, locked=locked, tongue=reading.dialect)


def _is_off(towing: Towing, driving: Driving) -> bool:
    on = driving.motion.ignition_on
    return on is False or (on is None and towing.locked is True)


def _is_found(towing: Towing, fix: Fix, bounds: Bounds, *, was: Fix | None, driving: Driving) -> bool:
    """Whether it may have driven there unseen, or is only now measured well. That is no towing."""
    if was is None or not held(towing.left_at, bounds.tow_settle_s, fix.at):
        return True
    if metres_between(was, fix) > max(
        bounds.jump_m, bounds.tow_kmh / 3.6 * (fix.at - was.at).total_seconds()
    ):
        return True
    odometer_km = driving.motion.odometer_km
    if odometer_km is None or towing.odometer_km is None:
        return held(was.at, bounds.silence_s, fix.at)
    return abs(odometer_km - towing.odometer_km) >= bounds.drive_least_km


def _left(towing: Towing, fix: Fix, driving: Driving) -> Towing:
    return Towing(
        locked=towing.locked,
        tongue=towing.tongue,
        left_at=towing.left_at,
        left=fix,
        odometer_km=driving.motion.odometer_km,
    )


def _seen(towing: Towing, left: Fix, fix: Fix, bounds: Bounds, *, late: bool) -> Towing:
    if metres_between(left, fix) - fix.accuracy_m <= bounds.tow_m:
        if towing.away_since is None:
            return towing
        return replace(towing, away_since=None, away_fixes=0, told=None)
    away = replace(towing, away_since=towing.away_since or fix.at, away_fixes=towing.away_fixes + 1)
    if late or away.away_fixes < bounds.tow_fixes or not held(away.away_since, bounds.tow_held_s, fix.at):
        return away
    told = towing.told
    if told is not None:
        goes_on = metres_between(told, fix) > bounds.tow_m
        if not goes_on or not held(told.at, bounds.tow_again_s, fix.at):
            return away
    return replace(away, told=fix)
