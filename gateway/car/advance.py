"""The state after a reading, subject by subject; and when time alone will change it."""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.cable.charging import advance_charging, charging_dues
from gateway.car.cable.milestones import milestone_due, with_milestone
from gateway.car.cable.plug import advance_plug, plug_due
from gateway.car.cable.telling import advance_told, telling_due
from gateway.car.cable.unseen import charged_unseen
from gateway.car.charge.battery import advance_battery, percent_at_start, rise_unseen
from gateway.car.charge.low import advance_low, low_due
from gateway.car.charge.reminding import reminder_due
from gateway.car.health.health import advance_health, health_due
from gateway.car.hearing.gauges import advance_gauges
from gateway.car.hearing.introductions import is_overtaken
from gateway.car.hearing.silence import is_missed, silent_due
from gateway.car.moments import is_late
from gateway.car.reading import Reading
from gateway.car.state import CarState
from gateway.car.travel.driving import Driving, advance_driving, driving_due, is_under_way
from gateway.car.travel.journeys import advance_journeys, journey_dues
from gateway.car.travel.places import advance_place, km_between, place_dues


def advance(before: CarState, reading: Reading, bounds: Bounds) -> CarState:
    """The car after a reading, or after time alone (a reading that says nothing)."""
    at = reading.observed_at
    overtaken = before.observed_at is not None and at < before.observed_at
    moves = (reading.speed_kmh or 0) > bounds.moving_kmh and reading.ignition_on is not False
    plug = advance_plug(before.plug, reading, bounds, drives=moves and is_under_way(before.driving))
    plugged = plug.plugged is True
    battery = advance_battery(before.battery, reading, bounds, plugged=plugged)
    low = advance_low(before.low, reading, bounds, known=before.battery, battery=battery, plugged=plugged)
    driven_at = at if moves else _driven_at(before.driving, at)
    place = advance_place(before.place, reading, bounds, driven_at=driven_at)
    driving = advance_driving(
        before.driving,
        reading,
        bounds,
        soc_percent=battery.soc_percent,
        soc_start_percent=percent_at_start(before.battery, battery),
        line_km=km_between(before.place, place),
        plugged=plugged,
        fix=before.place.fix,
    )
    charging = advance_charging(
        before.charging,
        reading,
        bounds,
        plug=plug,
        soc_percent=battery.soc_percent,
        driving=driving,
        fix=before.place.fix,
    )
    rise = None if battery is before.battery else rise_unseen(before.battery, battery, bounds)
    if rise is not None and before.charging.session is None:
        charging = charged_unseen(
            charging,
            rise,
            bounds,
            car_id=before.car_id,
            shown_at=before.battery.doubted_at or at,
            believed_at=at,
            soc_percent=percent_at_start(before.battery, battery),
            fix=before.place.fix,
        )
    charging = with_milestone(charging, reading, bounds, battery=battery)
    told = advance_told(before.told, reading, bounds, plug=plug, charging=charging)
    after = replace(
        before,
        lived_until=before.lived_until if overtaken else at,
        said=None,
        plug=plug,
        battery=battery,
        low=low,
        place=place,
        driving=driving,
        charging=charging,
        told=told,
        health=advance_health(before.health, reading, bounds, driving=driving, charging=charging),
        silent_told_at=at if is_missed(before, reading, bounds) else before.silent_told_at,
        gauges=advance_gauges(before.gauges, reading, overtaken=is_overtaken(before, reading)),
    )
    after = advance_journeys(before, after, reading, bounds)
    due = reminder_due(after, bounds)
    if due is not None and due <= at and not is_late(reading, bounds):
        return replace(after, reminded_at=at)
    return after


def next_due(state: CarState, bounds: Bounds) -> datetime | None:
    """The next moment of the car's own time at which time alone may change something."""
    session, lived = state.charging.session, state.lived_until
    dues = [plug_due(state.plug, bounds), reminder_due(state, bounds), silent_due(state, bounds)]
    if state.low.under_at is not None:
        dues.append(low_due(state.low, bounds))
    if state.driving.trip is not None:
        dues.append(driving_due(state.driving, bounds))
    if state.plug.plugged or session is not None:
        dues.append(telling_due(state.told, state.plug, session, bounds))
    if session is not None:
        dues += (milestone_due(session, bounds), *charging_dues(state.charging, bounds))
    dues += place_dues(state.place, bounds)
    dues += journey_dues(state, bounds)
    if state.health.doubts:
        dues += health_due(state.health, bounds)
    to_come = [due for due in dues if due is not None and (lived is None or due > lived)]
    return min(to_come) if to_come else None


def _driven_at(driving: Driving, at: datetime) -> datetime | None:
    if driving.trip is not None:
        return at
    return None if driving.last is None else driving.last.ended_at
