"""A car at rest says the same again and again: then nothing moves on but its clocks.

Most of what a fleet says is of this kind, so it does not go the long way through every rule. That way leads
to the very same state; what might keep it from doing so is asked here, once, of the state it comes from.
"""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.advance import next_due
from gateway.car.bounds import Bounds
from gateway.car.cable.charging import says_the_same
from gateway.car.cable.plug import plug_word
from gateway.car.charge.reminding import reminder_due
from gateway.car.hearing.order import Order
from gateway.car.hearing.presence import presence_after
from gateway.car.moments import clock_is_right, is_late
from gateway.car.reading import Reading
from gateway.car.state import CarState
from gateway.car.travel.ground import Fix, is_same_place
from gateway.car.travel.motion import tells_of_motion
from gateway.car.travel.places import Place, are_drawn


def is_heard_out(state: CarState, reading: Reading, bounds: Bounds) -> bool:
    """Whether the words just taken in, said again, would change nothing any more."""
    if not _rests(state) or is_late(reading, bounds):
        return False
    return says_the_same(state.charging, reading, reading.charge_power_kw)


def repeated(before: CarState, reading: Reading, bounds: Bounds) -> CarState | None:
    """The car after a reading that only says again what it said last; None if there may be more to it."""
    said, order, at = before.said, before.order, reading.observed_at
    if said is None or before.observed_at is None or at < before.observed_at:
        return None
    if order.newest is None or reading.seq != order.newest + 1 or order.waiting or order.gaps:
        return None
    if replace(said, seq=reading.seq, observed_at=at, received_at=reading.received_at) != reading:
        return None
    if before.due_at is not None and before.due_at <= at:
        return None
    if not are_drawn(before.place.fences, bounds) or not _is_timely(reading, bounds):
        return None
    return _a_moment_later(before, reading, bounds)


def _a_moment_later(before: CarState, reading: Reading, bounds: Bounds) -> CarState | None:
    """Each clock that the words moved when they were new moves again."""
    at, plug, driving = reading.observed_at, before.plug, before.driving
    tells_of_plug = "plugged_in" in reading.unknown or plug_word(reading, plug) is not None
    after = replace(
        before,
        lived_until=at,
        plug=replace(plug, said_at=at) if tells_of_plug else plug,
        battery=before.battery if reading.soc_percent is None else replace(before.battery, soc_at=at),
        place=_seen_again(before.place, reading),
        driving=replace(driving, motion=replace(driving.motion, heard_at=at))
        if tells_of_motion(reading)
        else driving,
    )
    reminded_at = reminder_due(after, bounds)
    if reminded_at is not None and reminded_at <= at:
        return None
    return replace(
        after,
        due_at=next_due(after, bounds),
        said=reading,
        observed_at=at,
        received_at=reading.received_at,
        readings_count=before.readings_count + 1,
        presence=presence_after(before, reading),
        clock_doubted=False,
        order=Order(newest=reading.seq, up_to=reading.seq, claimed_at=_later(before.order.claimed_at, at)),
    )


def _rests(state: CarState) -> bool:
    """Whether it stands, and nothing is under way, in doubt, counted, or waiting for a moment to come."""
    driving, charging, place, homecoming = state.driving, state.charging, state.place, state.homecoming
    return (
        driving.trip is None
        and driving.motion.speed_kmh == 0
        and charging.session is None
        and charging.starts_at is None
        and state.plug.contrary_since is None
        and state.battery.doubted_at is None
        and state.low.under_at is None
        and not place.strays
        and not any(fence.crossing_since for fence in place.fences)
        and not state.health.doubts
        and state.idling.since is None
        and state.towing.away_since is None
        and homecoming.came_at is None
        and not homecoming.drive_waits
        and state.records.odometer_next_km is None
        and not state.tongues
    )


def _is_timely(reading: Reading, bounds: Bounds) -> bool:
    return clock_is_right(reading, bounds) and not is_late(reading, bounds)


def _seen_again(place: Place, reading: Reading) -> Place:
    if place.fix is None or reading.lat is None or reading.lon is None:
        return place
    fix = Fix(reading.lat, reading.lon, reading.accuracy_m or 0, reading.observed_at)
    return replace(place, fix=fix) if is_same_place(place.fix, fix) else place  # else too vague to count


def _later(one: datetime | None, other: datetime) -> datetime:
    return other if one is None else max(one, other)
