"""The best of the month, and round figures on the odometer."""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.events import Drive
from gateway.car.local_time import local_time
from gateway.car.moments import held
from gateway.car.part import Part
from gateway.car.reading import Reading
from gateway.car.travel.driving import Trip

ENERGY_KNOWN = 0.95  # of the way; over a hole nobody knows what was drawn


class Records(Part, frozen=True, kw_only=True):
    """The best so far, and the drives that were told for it, by when they began."""

    known_since: datetime | None = None
    month: str | None = None  # of all up to the odometer, by the owner's clock: "2026-11"
    drive_at: datetime | None = None  # the last one counted
    drives: int = 0
    longest_km: float = 0
    longest_at: datetime | None = None  # told
    measured: int = 0  # drives of which way and energy are known
    least_wh_per_km: float | None = None
    least_at: datetime | None = None  # told
    odometer_km: float | None = None  # the last round figure passed
    odometer_next_km: float | None = None  # a higher one, said once
    odometer_at: datetime | None = None  # told


def advance_records(
    before: Records, reading: Reading, bounds: Bounds, *, drive: Drive | None, trip: Trip | None
) -> Records:
    """The records after a reading, or after time alone. drive, trip: the one that is just over."""
    records = before if before.known_since else replace(before, known_since=reading.observed_at)
    if reading.odometer_km is not None and bounds.odometer_step_km:
        records = _rolled(records, reading.odometer_km, reading.observed_at, bounds)
    if drive is None or trip is None or drive.started_at == records.drive_at:
        return records
    month = local_time(drive.started_at, bounds).strftime("%Y-%m")
    if month != records.month:
        records = _month_begun(records, month)
    records = replace(records, drive_at=drive.started_at)
    return _compared(_measured(records, drive, trip, bounds), drive, bounds)


def _month_begun(records: Records, month: str) -> Records:
    return Records(
        known_since=records.known_since,
        month=month,
        odometer_km=records.odometer_km,
        odometer_next_km=records.odometer_next_km,
        odometer_at=records.odometer_at,
    )


def _compared(records: Records, drive: Drive, bounds: Bounds) -> Records:
    least_km = max(records.longest_km * (1 + bounds.record_margin_percent / 100), bounds.record_km)
    told = (
        drive.km > least_km
        and records.drives >= bounds.record_drives
        and _is_known(records, drive.ended_at, bounds)
    )
    return replace(
        records,
        drives=records.drives + 1,
        longest_km=max(records.longest_km, drive.km),
        longest_at=drive.started_at if told else records.longest_at,
    )


def _measured(records: Records, drive: Drive, trip: Trip, bounds: Bounds) -> Records:
    if drive.kwh is None or drive.km < bounds.record_economy_km or trip.measured_km < ENERGY_KNOWN * trip.km:
        return records
    wh_per_km, least = drive.kwh * 1000 / drive.km, records.least_wh_per_km
    told = (
        least is not None
        and wh_per_km < least * (1 - bounds.record_margin_percent / 100)
        and records.measured >= bounds.record_drives
        and _is_known(records, drive.ended_at, bounds)
    )
    return replace(
        records,
        measured=records.measured + 1,
        least_wh_per_km=wh_per_km if least is None else min(least, wh_per_km),
        least_at=drive.started_at if told else records.least_at,
    )


def _rolled(records: Records, odometer_km: float, at: datetime, bounds: Bounds) -> Records:
    """A round figure counts once it was said twice; an odometer that goes back passes it no second time."""
    passed_km = odometer_km // bounds.odometer_step_km * bounds.odometer_step_km
    if records.odometer_km is None:
        return replace(records, odometer_km=passed_km)
    if passed_km <= records.odometer_km:
        return records if records.odometer_next_km is None else replace(records, odometer_next_km=None)
    if passed_km != records.odometer_next_km:
        return replace(records, odometer_next_km=passed_km)
    told_at = at if _is_known(records, at, bounds) else records.odometer_at
    return replace(records, odometer_km=passed_km, odometer_next_km=None, odometer_at=told_at)


def _is_known(records: Records, at: datetime, bounds: Bounds) -> bool:
    return held(records.known_since, bounds.record_after_s, at)
