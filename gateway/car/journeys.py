"""What follows from where the car is and how it moves, beyond place and drive themselves."""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.driving import is_under_way
from gateway.car.foresight import advance_foresight, foresight_due
from gateway.car.homecoming import advance_homecoming, homecoming_due
from gateway.car.idling import advance_idling, idling_due
from gateway.car.meeting import meeting_due
from gateway.car.reading import Reading
from gateway.car.records import advance_records
from gateway.car.state import CarState
from gateway.car.towing import advance_towing


def advance_journeys(before: CarState, after: CarState, reading: Reading, bounds: Bounds) -> CarState:
    """The state after a reading whose place and driving are taken in; the very same when nothing follows."""
    told, driving = before.driving, after.driving
    towing = advance_towing(
        before.towing, reading, bounds, was=before.place, place=after.place, driving=driving
    )
    idling = advance_idling(
        before.idling,
        reading,
        bounds,
        motion=driving.motion,
        charging=after.charging,
        presence=before.presence,
        heard_at=before.observed_at,
    )
    homecoming = advance_homecoming(
        before.homecoming,
        reading.observed_at,
        bounds,
        was=before.place,
        place=after.place,
        told=told,
        driving=driving,
    )
    foresight = advance_foresight(
        before.foresight,
        reading,
        bounds,
        under_way=is_under_way(driving),
        arrived=told.trip is not None and driving.trip is None,
    )
    drive = None if driving.last is told.last else driving.last
    records = advance_records(before.records, reading, bounds, drive=drive, trip=told.trip)
    return _with(
        after, towing=towing, idling=idling, homecoming=homecoming, foresight=foresight, records=records
    )


def journey_dues(state: CarState, bounds: Bounds) -> tuple[datetime | None, ...]:
    """When time alone tells something of a journey."""
    return (
        idling_due(state.idling, bounds),
        homecoming_due(state.homecoming, bounds),
        foresight_due(state.foresight, bounds),
        meeting_due(state.meetings, bounds) if state.meetings else None,
    )


def _with(state: CarState, **memories: object) -> CarState:
    changed = {name: memory for name, memory in memories.items() if memory is not getattr(state, name)}
    return replace(state, **changed) if changed else state
