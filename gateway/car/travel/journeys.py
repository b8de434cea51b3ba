"""What follows from where the car is and how it moves, beyond place and drive themselves."""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.charge.foresight import Foresight, advance_foresight, foresight_due
from gateway.car.reading import Reading
from gateway.car.state import CarState
from gateway.car.travel.driving import is_under_way
from gateway.car.travel.homecoming import Homecoming, advance_homecoming, homecoming_due
from gateway.car.travel.idling import Idling, advance_idling, idling_due
from gateway.car.travel.meeting import meeting_due
from gateway.car.travel.records import Records, advance_records
from gateway.car.travel.towing import advance_towing


def advance_journeys(before: CarState, after: CarState, reading: Reading, bounds: Bounds) -> CarState:
    """The state after a reading whose place and driving are taken in; the very same when nothing follows."""
    towing = advance_towing(
        before.towing, reading, bounds, was=before.place, place=after.place, driving=after.driving
    )
    idling = _idling(before, after, reading, bounds)
    homecoming = _homecoming(before, after, reading, bounds)
    foresight = _foresight(before, after, reading, bounds)
    records = _records(before, after, reading, bounds)
    if (
        towing is before.towing
        and idling is before.idling
        and homecoming is before.homecoming
        and foresight is before.foresight
        and records is before.records
    ):
        return after
    return replace(
        after, towing=towing, idling=idling, homecoming=homecoming, foresight=foresight, records=records
    )


def journey_dues(state: CarState, bounds: Bounds) -> tuple[datetime | None, ...]:
    """When time alone tells something of a journey."""
    idling, homecoming, foresight = state.idling, state.homecoming, state.foresight
    return (
        None if idling.since is None else idling_due(idling, bounds),
        None if homecoming.came_at is None else homecoming_due(homecoming, bounds),
        None if foresight.under_at is None else foresight_due(foresight, bounds),
        meeting_due(state.meetings, bounds) if state.meetings else None,
    )


def _idling(before: CarState, after: CarState, reading: Reading, bounds: Bounds) -> Idling:
    if not after.driving.motion.ignition_on and before.idling.since is None:
        return before.idling
    return advance_idling(
        before.idling,
        reading,
        bounds,
        motion=after.driving.motion,
        charging=after.charging,
        presence=before.presence,
        heard_at=before.observed_at,
    )


def _homecoming(before: CarState, after: CarState, reading: Reading, bounds: Bounds) -> Homecoming:
    same = after.place.fences is before.place.fences and after.driving.last is before.driving.last
    if same and before.homecoming.came_at is None and not before.homecoming.drive_waits:
        return before.homecoming
    return advance_homecoming(
        before.homecoming,
        reading.observed_at,
        bounds,
        was=before.place,
        place=after.place,
        told=before.driving,
        driving=after.driving,
    )


def _foresight(before: CarState, after: CarState, reading: Reading, bounds: Bounds) -> Foresight:
    if reading.arrival_percent is None and before.foresight.arrival_percent is None:
        return before.foresight
    arrived = before.driving.trip is not None and after.driving.trip is None
    return advance_foresight(
        before.foresight, reading, bounds, under_way=is_under_way(after.driving), arrived=arrived
    )


def _records(before: CarState, after: CarState, reading: Reading, bounds: Bounds) -> Records:
    drive = None if after.driving.last is before.driving.last else after.driving.last
    if drive is None and reading.odometer_km is None and before.records.known_since is not None:
        return before.records
    return advance_records(before.records, reading, bounds, drive=drive, trip=before.driving.trip)
