"""The way of a drive: a point now and then, of which its track is made."""

from datetime import datetime, timedelta

from gateway.car.events import Waypoint
from gateway.car.state import CarState

STRETCH = timedelta(seconds=10)  # the first position of each is a point of the way


def waypoint(before: CarState, after: CarState) -> tuple[Waypoint, ...]:
    """A point for the position just believed; nothing for one soon after another.

    Stretches are counted from a moment that is the same for all, so that it takes no memory to know when the
    last point was, and readings heard again give the same points.
    """
    fix, last = after.place.fix, before.place.fix
    if fix is None or (last is not None and _stretch(fix.at) == _stretch(last.at)):
        return ()
    point = Waypoint(
        car_id=after.car_id,
        at=fix.at,
        lat=fix.lat,
        lon=fix.lon,
        soc_percent=after.soc_percent,
        speed_kmh=after.speed_kmh,
    )
    return (point,)


def _stretch(at: datetime) -> int:
    return int(at.timestamp() // STRETCH.total_seconds())
