"""Standing switched on, and not standing any more where it was left."""

from gateway.car.bounds import Bounds
from gateway.car.events import LeftOn, Towed
from gateway.car.news.reasons import said, threshold
from gateway.car.state import CarState
from gateway.car.travel.ground import metres_between


def towed(before: CarState, after: CarState, bounds: Bounds) -> Towed | None:
    """Off, and moving away from where it was left. Reasons say how far, never where."""
    towing, motion = after.towing, after.driving.motion
    if towing is before.towing or towing.told is before.towing.told:
        return None
    if towing.told is None or towing.left is None or towing.left_at is None:
        return None
    km = metres_between(towing.left, towing.told) / 1000
    return Towed(
        car_id=after.car_id,
        at=towing.told.at,
        km=km,
        parked_since=after.driving.parked_since or towing.left_at,
        lat=towing.told.lat,
        lon=towing.told.lon,
        reasons=(
            *said("ignition_on", motion.ignition_on, None, motion.ignition_off_since),
            *said("locked", towing.locked, None, towing.left_at),
            *said("moved_km", round(km, 1), "km", towing.told.at),
            threshold("tow_m", bounds.tow_m, "m"),
            threshold("tow_fixes", bounds.tow_fixes, "fixes"),
        ),
    )


def left_on(before: CarState, after: CarState, bounds: Bounds) -> LeftOn | None:
    """Switched on and standing still for long."""
    idling, motion = after.idling, after.driving.motion
    if idling is before.idling or idling.since is None or idling.times_told <= before.idling.times_told:
        return None
    mark_s = sorted(bounds.left_on_s)[idling.times_told - 1]
    return LeftOn(
        car_id=after.car_id,
        at=after.moment,
        minutes=(after.moment - idling.since).total_seconds() / 60,
        soc_percent=after.soc_percent,
        reasons=(
            *said("ignition_on", motion.ignition_on, None, idling.since),
            *said("speed_kmh", motion.speed_kmh, "km/h", motion.heard_at),
            threshold("left_on_s", mark_s, "s"),
        ),
    )
