"""Home: coming, going, and standing there without the cable."""

from gateway.car.bounds import Bounds
from gateway.car.events import CameHome, CameHomeUnplugged, LeftHome, Reason
from gateway.car.news.reasons import said, said_plug, said_soc, threshold
from gateway.car.state import CarState
from gateway.car.travel.fences import was_crossed


def is_homecoming(before: CarState, after: CarState) -> bool:
    """Whether having come home is told in this step."""
    home = after.place.home
    if home is None or not home.inside or after.homecoming.came_at is not None:
        return False
    return before.homecoming.came_at is not None or was_crossed(before.place.home, home)


def came_home(before: CarState, after: CarState, bounds: Bounds) -> CameHome | None:
    """A drive brought it home, and that is over; or it has lasted long since."""
    home = after.place.home
    if not is_homecoming(before, after) or home is None:
        return None
    drive = after.driving.last
    if drive is not None and drive.ended_at != after.driving.parked_since:
        drive = None  # one before the one that brought it here
    return CameHome(
        car_id=after.car_id,
        at=home.since or after.moment,
        soc_percent=after.soc_percent,
        km=None if drive is None else drive.km,
        minutes=None if drive is None else drive.minutes,
        kwh=None if drive is None else drive.kwh,
        started_at=None if drive is None else drive.started_at,
        reasons=(*_side(after), threshold("home_inside_s", bounds.home_inside_s, "s")),
    )


def left_home(before: CarState, after: CarState, bounds: Bounds) -> LeftHome | None:
    """A drive took it away from home, after more than passing through."""
    home = after.place.home
    if home is None or home.inside or not was_crossed(before.place.home, home):
        return None
    if before.homecoming.came_at is not None:
        return None
    return LeftHome(
        car_id=after.car_id,
        at=home.since or after.moment,
        soc_percent=after.soc_percent,
        reasons=(
            *_side(after),
            threshold("home_outside_s", bounds.home_outside_s, "s"),
            threshold("home_margin_m", bounds.home_margin_m, "m"),
        ),
    )


def came_home_unplugged(before: CarState, after: CarState, bounds: Bounds) -> CameHomeUnplugged | None:
    """Parked at home with little charge and no cable."""
    soc, parked_since = after.soc_percent, after.driving.parked_since
    if after.reminded_at is None or after.reminded_at == before.reminded_at:
        return None
    if soc is None or parked_since is None:
        return None
    return CameHomeUnplugged(
        car_id=after.car_id,
        at=after.reminded_at,
        soc_percent=soc,
        range_km=after.gauges.range_km,
        parked_since=parked_since,
        reasons=(
            *said_soc(after),
            *said_plug(after),
            *_side(after),
            *said("parked", True, None, parked_since),  # noqa: FBT003
            threshold("reminder_percent", bounds.reminder_percent, "%"),
            threshold("reminder_parked_s", bounds.reminder_parked_s, "s"),
            threshold("evening_from_h", bounds.evening_from_h, "h"),
        ),
    )


def _side(after: CarState) -> tuple[Reason, ...]:
    """Which side, never where: a reason may be shown to others than the owner."""
    home = after.place.home
    return () if home is None else said("at_home", home.inside, None, home.since)
