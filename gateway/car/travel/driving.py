"""Drives: when one began, how far it went, what it took, and when it was over."""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.events import Drive
from gateway.car.moments import after, held
from gateway.car.part import Part
from gateway.car.reading import Reading
from gateway.car.travel.ground import Fix
from gateway.car.travel.motion import Motion, advance_motion, is_moving, step_between, tells_of_motion


class Trip(Part, frozen=True, kw_only=True):
    """A drive under way; tentative until it has lasted long enough to mean it."""

    started_at: datetime
    news: bool  # the car was known to stand before
    confirmed: bool = False
    fast_since: datetime | None = None  # moving without a stop
    stood_since: datetime | None = None  # at rest
    km: float = 0
    kwh: float | None = None  # drawn from the battery
    soc_start_percent: float | None = None  # None until it can be trusted
    odometer_start_km: float | None = None
    measured_km: float = 0  # of km: where power was said, too
    start: Fix | None = None


class Driving(Part, frozen=True, kw_only=True):
    """How the car moves, the drive under way, and the last one it finished."""

    motion: Motion = Motion()
    trip: Trip | None = None
    parked_since: datetime | None = None
    last: Drive | None = None


def advance_driving(
    before: Driving,
    reading: Reading,
    bounds: Bounds,
    *,
    soc_percent: float | None,
    soc_start_percent: float | None,
    line_km: float | None,
    plugged: bool,
    fix: Fix | None,
) -> Driving:
    """The drive after a reading, or after time alone.

    fix: the last believed position before this reading.
    soc_start_percent: charge if a drive begins here; None while in doubt.
    line_km: between the last two believed positions.
    """
    at = reading.observed_at
    driving = _ended_if_over(before, reading, bounds, soc_percent=soc_percent, plugged=plugged, fix=fix)
    known = driving.motion
    if not tells_of_motion(reading) or (known.heard_at is not None and at < known.heard_at):
        return driving
    motion = advance_motion(known, reading, bounds, line_km)
    trip = driving.trip
    if trip is None and is_moving(motion, bounds) and reading.ignition_on is not False:
        trip = _resumed(driving, at, bounds, plugged=plugged) or _begun(known, motion, at, fix)
        line_km = None  # what lay before it began is not part of it
    if trip is None:
        standing = motion.speed_kmh is not None or motion.ignition_on is False
        parked_since = driving.parked_since or (at if standing else None)
        return replace(driving, motion=motion, parked_since=parked_since)
    trip = _travelled(trip, known, motion, bounds, line_km=line_km)
    if trip.soc_start_percent is None:
        trip = replace(trip, soc_start_percent=soc_start_percent)
    return replace(driving, motion=motion, trip=trip, parked_since=None)


def driving_due(driving: Driving, bounds: Bounds) -> datetime | None:
    """When the drive is over unless the car says otherwise."""
    trip, motion = driving.trip, driving.motion
    if trip is None:
        return None
    ends = [after(motion.heard_at, bounds.silence_s)]
    if trip.stood_since is not None:
        ends.append(after(trip.stood_since, bounds.silence_s if motion.ignition_on else bounds.standing_s))
        ends.append(after(motion.ignition_off_since, bounds.ignition_off_s))
    return min(end for end in ends if end is not None)


def is_under_way(driving: Driving) -> bool:
    """Whether a drive is meant, and not only moving a little."""
    return driving.trip is not None and driving.trip.confirmed


def _begun(before: Motion, motion: Motion, at: datetime, fix: Fix | None) -> Trip:
    return Trip(
        started_at=at,
        news=before.speed_kmh is not None,
        odometer_start_km=before.odometer_km or motion.odometer_km,
        start=fix,
    )


def _resumed(driving: Driving, at: datetime, bounds: Bounds, *, plugged: bool) -> Trip | None:
    """The last drive again, when what we hear late shows that it was not over."""
    last, motion = driving.last, driving.motion
    if last is None or held(last.ended_at, bounds.standing_s, at) or plugged or motion.ignition_on is False:
        return None
    return Trip(
        started_at=last.started_at,
        news=False,
        confirmed=True,
        km=last.km,
        kwh=last.kwh,
        measured_km=0.0 if last.kwh is None else last.km,
        soc_start_percent=last.soc_start_percent,
        odometer_start_km=None if motion.odometer_km is None else motion.odometer_km - last.km,
        start=last.start,
    )


def _travelled(trip: Trip, before: Motion, motion: Motion, bounds: Bounds, *, line_km: float | None) -> Trip:
    at, moves = motion.heard_at, is_moving(motion, bounds)
    step = step_between(before, motion, bounds, line_km)
    km = trip.km + (step.km or 0.0)
    fast_since = (trip.fast_since or at) if moves else None
    meant = held(fast_since, bounds.drive_started_s, at) or km >= bounds.drive_started_km
    return replace(
        trip,
        confirmed=trip.confirmed or meant,
        fast_since=fast_since,
        stood_since=None if moves else (trip.stood_since or at),
        km=km,
        kwh=trip.kwh if step.kwh is None else (trip.kwh or 0.0) + step.kwh,
        measured_km=trip.measured_km if step.kwh is None else trip.measured_km + (step.km or 0.0),
    )


def _ended_if_over(
    driving: Driving,
    reading: Reading,
    bounds: Bounds,
    *,
    soc_percent: float | None,
    plugged: bool,
    fix: Fix | None,
) -> Driving:
    trip, motion = driving.trip, driving.motion
    if trip is None:
        return driving
    due = driving_due(driving, bounds)
    over = plugged and not is_moving(motion, bounds)  # else the cable's switch is mistaken
    if not over and (due is None or reading.observed_at < due):
        return driving
    ended_at = trip.stood_since or motion.heard_at or reading.observed_at
    drive = _drive(reading.car_id, trip, motion, ended_at, bounds, soc_percent=soc_percent, end=fix)
    return replace(
        driving,
        motion=replace(motion, speed_kmh=0.0),
        trip=None,
        parked_since=ended_at,
        last=drive if drive.km >= bounds.drive_least_km else driving.last,
    )


def _drive(
    car_id: str,
    trip: Trip,
    motion: Motion,
    ended_at: datetime,
    bounds: Bounds,
    *,
    soc_percent: float | None,
    end: Fix | None,
) -> Drive:
    hours = (ended_at - trip.started_at).total_seconds() / 3600
    return Drive(
        car_id=car_id,
        started_at=trip.started_at,
        ended_at=ended_at,
        km=_odometer_km(trip, motion, hours * bounds.jump_kmh) or trip.km,
        minutes=hours * 60,
        soc_start_percent=trip.soc_start_percent,
        soc_end_percent=soc_percent,
        kwh=trip.kwh if trip.kwh is not None and trip.kwh > 0 else None,
        start=trip.start,
        end=end,
    )


def _odometer_km(trip: Trip, motion: Motion, most_km: float) -> float | None:
    if trip.odometer_start_km is None or motion.odometer_km is None:
        return None
    km = motion.odometer_km - trip.odometer_start_km
    return km if 0 <= km <= most_km else None
