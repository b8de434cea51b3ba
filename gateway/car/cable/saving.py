"""Whether a charge that begins now had better wait for a cheaper hour."""

from datetime import datetime, timedelta

from gateway.car.bounds import Bounds
from gateway.car.cable.tariff import Stretch, cheap_at, cheap_next
from gateway.car.hours import next_time
from gateway.car.local_time import zone_of


def worth_waiting_for(at: datetime, bounds: Bounds, *, minutes_left: float | None) -> Stretch | None:
    """The cheap hours in which a charge, begun at a dear hour, would still be done in time.

    minutes_left: how long it will charge; None when nobody said.
    """
    if not bounds.cheap_hours or (minutes_left is not None and minutes_left < bounds.cheaper_least_minutes):
        return None
    zone = zone_of(bounds)
    stretch = cheap_next(at, bounds.cheap_hours, zone)
    if stretch is None or cheap_at(at, bounds.cheap_hours, zone):
        return None
    if bounds.leaves_at is None:
        return stretch if stretch.begins_at - at <= timedelta(hours=bounds.cheaper_within_h) else None
    leaves_at = next_time(at, bounds.leaves_at, zone)
    done_at = stretch.begins_at + timedelta(minutes=minutes_left or 0)
    return stretch if stretch.begins_at < leaves_at and done_at <= leaves_at else None
