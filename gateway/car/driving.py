"""Drives: when one began, how far it went, what it took, and when it was over."""

from datetime import datetime

import msgspec
from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.events import Drive
from gateway.car.moments import after, held
from gateway.car.reading import Reading


class Trip(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A drive under way; tentative until it has lasted long enough to mean it."""

    started_at: datetime
    news: bool  # the car was known to stand before
    confirmed: bool = False
    fast_since: datetime | None = None  # moving without a stop
    stood_since: datetime | None = None  # at rest
    km: float = 0  # from speeds or, over holes and without speeds, from positions
    kwh: float | None = None  # drawn from the battery
    soc_start_percent: float | None = None  # None until it can be trusted
    odometer_start_km: float | None = None


class Driving(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the car moves, and the last drive it finished."""

    heard_at: datetime | None = None  # the last word about motion
    says_speed: bool = False
    speed_kmh: float | None = None
    power_kw: float | None = None  # positive flows into the battery
    odometer_km: float | None = None
    ignition_on: bool | None = None
    ignition_off_since: datetime | None = None
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
    step_km: float | None,
    plugged: bool,
) -> Driving:
    """The drive after a reading, or after time alone.

    soc_start_percent: charge if a drive begins here; None while in doubt.
    step_km: along the straight line between the last two believed positions.
    """
    driving = _ended_if_over(before, reading, bounds, soc_percent=soc_percent, plugged=plugged)
    if not _tells_of_motion(reading) or (driving.heard_at and reading.observed_at < driving.heard_at):
        return driving
    heard = _heard(driving, reading, step_km)
    trip = driving.trip
    if trip is None and not plugged and is_moving(heard, bounds):
        trip = Trip(
            started_at=reading.observed_at,
            news=driving.speed_kmh is not None,
            odometer_start_km=driving.odometer_km or heard.odometer_km,
        )
        step_km = None  # what lay before it began is not part of it
    if trip is None:
        return _parked(heard, reading.observed_at)
    trip = _travelled(trip, driving, heard, bounds, step_km=step_km)
    if trip.soc_start_percent is None:
        trip = replace(trip, soc_start_percent=soc_start_percent)
    return replace(heard, trip=trip, parked_since=None)


def driving_due(driving: Driving, bounds: Bounds) -> datetime | None:
    """When the drive is over unless the car says otherwise."""
    trip = driving.trip
    if trip is None:
        return None
    ends = [after(driving.heard_at, bounds.silence_s)]
    if trip.stood_since is not None:
        ends.append(after(trip.stood_since, bounds.silence_s if driving.ignition_on else bounds.standing_s))
        ends.append(after(driving.ignition_off_since, bounds.ignition_off_s))
    return min(end for end in ends if end is not None)


def is_moving(driving: Driving, bounds: Bounds) -> bool:
    """Whether the car goes faster than a trembling meter."""
    return driving.speed_kmh is not None and driving.speed_kmh > bounds.moving_kmh


def _ended_if_over(
    driving: Driving, reading: Reading, bounds: Bounds, *, soc_percent: float | None, plugged: bool
) -> Driving:
    trip = driving.trip
    if trip is None:
        return driving
    due = driving_due(driving, bounds)
    if not plugged and (due is None or reading.observed_at < due):
        return driving
    ended_at = trip.stood_since or driving.heard_at or reading.observed_at
    drive = _drive(trip, driving, reading.car_id, ended_at, bounds, soc_percent=soc_percent)
    return replace(
        driving,
        trip=None,
        speed_kmh=0.0,
        parked_since=ended_at,
        last=drive if drive.km >= bounds.drive_least_km else driving.last,
    )


def _drive(
    trip: Trip,
    driving: Driving,
    car_id: str,
    ended_at: datetime,
    bounds: Bounds,
    *,
    soc_percent: float | None,
) -> Drive:
    hours = (ended_at - trip.started_at).total_seconds() / 3600
    return Drive(
        car_id=car_id,
        started_at=trip.started_at,
        ended_at=ended_at,
        km=_odometer_km(trip, driving, hours * bounds.jump_kmh) or trip.km,
        minutes=hours * 60,
        soc_start_percent=trip.soc_start_percent,
        soc_end_percent=soc_percent,
        kwh=trip.kwh if trip.kwh is not None and trip.kwh > 0 else None,
    )


def _odometer_km(trip: Trip, driving: Driving, most_km: float) -> float | None:
    if trip.odometer_start_km is None or driving.odometer_km is None:
        return None
    km = driving.odometer_km - trip.odometer_start_km
    return km if 0 <= km <= most_km else None


def _tells_of_motion(reading: Reading) -> bool:
    return (
        reading.speed_kmh is not None
        or reading.lat is not None
        or reading.odometer_km is not None
        or reading.ignition_on is not None
    )


def _heard(driving: Driving, reading: Reading, step_km: float | None) -> Driving:
    at = reading.observed_at
    ignition_on = driving.ignition_on if reading.ignition_on is None else reading.ignition_on
    return Driving(
        heard_at=at,
        says_speed=driving.says_speed or reading.speed_kmh is not None,
        speed_kmh=_speed(driving, reading, step_km),
        power_kw=driving.power_kw if reading.charge_power_kw is None else reading.charge_power_kw,
        odometer_km=driving.odometer_km if reading.odometer_km is None else reading.odometer_km,
        ignition_on=ignition_on,
        ignition_off_since=(driving.ignition_off_since or at) if ignition_on is False else None,
        trip=driving.trip,
        parked_since=driving.parked_since,
        last=driving.last,
    )


def _speed(driving: Driving, reading: Reading, step_km: float | None) -> float | None:
    """The speed said, else the last one said; for a car that never says it, what its way amounts to."""
    if reading.speed_kmh is not None:
        return reading.speed_kmh
    if driving.says_speed or driving.heard_at is None:
        return driving.speed_kmh
    hours = (reading.observed_at - driving.heard_at).total_seconds() / 3600
    if reading.odometer_km is not None and driving.odometer_km is not None:
        step_km = reading.odometer_km - driving.odometer_km
    if step_km is None or hours <= 0:
        return driving.speed_kmh
    return step_km / hours if step_km >= STEP_LEAST_KM else 0.0


def _parked(driving: Driving, at: datetime) -> Driving:
    if driving.parked_since is not None or (driving.speed_kmh is None and driving.ignition_on is not False):
        return driving
    return replace(driving, parked_since=at)


def _travelled(
    trip: Trip, before: Driving, driving: Driving, bounds: Bounds, *, step_km: float | None
) -> Trip:
    at, moves = driving.heard_at, is_moving(driving, bounds)
    hours = (at - before.heard_at).total_seconds() / 3600 if at and before.heard_at else 0.0
    km, kwh = _step(before, driving, bounds, hours=hours, step_km=step_km)
    km = trip.km + (km or 0.0)
    fast_since = (trip.fast_since or at) if moves else None
    meant = held(fast_since, bounds.drive_started_s, at) or km >= bounds.drive_started_km
    return replace(
        trip,
        confirmed=trip.confirmed or meant,
        fast_since=fast_since,
        stood_since=None if moves else (trip.stood_since or at),
        km=km,
        kwh=trip.kwh if kwh is None else (trip.kwh or 0.0) + kwh,
    )


def _step(
    before: Driving, driving: Driving, bounds: Bounds, *, hours: float, step_km: float | None
) -> tuple[float | None, float | None]:
    """Kilometres and kWh since the last reading."""
    by_speed = _km(before, driving, hours) if driving.says_speed else step_km
    if hours * 3600 <= bounds.hole_s:
        return by_speed, _kwh(before, driving, hours)
    both_move = is_moving(before, bounds) and is_moving(driving, bounds)
    if both_move and (step_km is None or step_km < STEP_LEAST_KM):  # its position froze
        return by_speed, _kwh(before, driving, hours)
    return step_km, None


def _km(before: Driving, driving: Driving, hours: float) -> float | None:
    if before.speed_kmh is None or driving.speed_kmh is None:
        return None
    return (before.speed_kmh + driving.speed_kmh) / 2 * hours


def _kwh(before: Driving, driving: Driving, hours: float) -> float | None:
    if before.power_kw is None or driving.power_kw is None:
        return None
    return -(before.power_kw + driving.power_kw) / 2 * hours


STEP_LEAST_KM = 0.1  # positions tremble by less
