"""A drive that ends at home is one piece of news: not that it came home, and then that it drove."""

from datetime import datetime

from gateway.car.bounds import Bounds
from gateway.car.moments import after, held
from gateway.car.part import Part
from gateway.car.travel.driving import Driving, is_under_way
from gateway.car.travel.fences import was_crossed
from gateway.car.travel.places import Place


class Homecoming(Part, frozen=True, kw_only=True):
    """What happened and is not told yet, because the other half of it may still come."""

    came_at: datetime | None = None  # over home's fence, brought by a drive; None: nothing waits
    drive_waits: bool = False  # the last drive is over, perhaps at home


def advance_homecoming(
    before: Homecoming,
    at: datetime,
    bounds: Bounds,
    *,
    was: Place,
    place: Place,
    told: Driving,
    driving: Driving,
) -> Homecoming:
    """What still waits. was, told: place and driving before; who waited and does not any more is told."""
    home = place.home
    came_at, drive_waits = before.came_at, before.drive_waits
    if place is not was and home is not None and home.inside and was_crossed(was.home, home):
        came_at = home.since
    if driving.last is not told.last and is_under_way(told):
        drive_waits = True
    if came_at is None and not drive_waits:
        return before
    if home is None or not home.inside:
        came_at = None  # through, and on
    if came_at is not None and (driving.trip is None or held(came_at, bounds.homecoming_s, at)):
        came_at, drive_waits = None, False
    enters = home is not None and not home.inside and home.crossing_since is not None and home.driven
    drive_waits = drive_waits and (enters or came_at is not None)
    if (came_at, drive_waits) == (before.came_at, before.drive_waits):
        return before
    return Homecoming(came_at=came_at, drive_waits=drive_waits)


def homecoming_due(homecoming: Homecoming, bounds: Bounds) -> datetime | None:
    """When it is told at the latest, though the drive may not be over."""
    return after(homecoming.came_at, bounds.homecoming_s)
