"""The way of a drive: a point now and then, of which its track is made."""

from datetime import datetime, timedelta

from gateway.car.events import Waypoint
from gateway.car.state import CarState

STRETCH = timedelta(seconds=20)  # a third of a minute: the first position of each is a point of the way


def waypoint(before: CarState, after: CarState) -> tuple[Waypoint, ...]:
    """A point for the position just believed; nothing for one of the same third of a minute as the last.

    So it takes no memory to know when the last point was, and readings heard again give the same points.
    """
    fix, last = after.place.fix, before.place.fix
    if fix is None or (last is not None and _in_one_stretch(last.at, fix.at)):
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


def _in_one_stretch(at: datetime, later: datetime) -> bool:
    return at.second // STRETCH.seconds == later.second // STRETCH.seconds and later - at < STRETCH
