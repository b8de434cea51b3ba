"""The edges of home and of the owner's other zones: two radii, and time enough on the other side."""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds, Zone
from gateway.car.moments import after, held
from gateway.car.part import Part
from gateway.car.travel.ground import Fix, distance_m

METRES_A_DEGREE = 111_194  # of latitude


class Fence(Part, frozen=True):
    """The edge of one zone, and on which side of it the car is."""

    name: str | None  # None: home
    zone: Zone  # as it was drawn when the side was judged
    inside: bool | None = None
    since: datetime | None = None  # of inside
    crossing_since: datetime | None = None  # on the other side, not long enough yet
    driven: bool = False  # a drive took it across; else it was only found there


def draw(name: str | None, zone: Zone, fix: Fix | None, at: datetime) -> Fence:
    """A fence just drawn or moved: on which side the car already is, is no news."""
    if fix is None:
        return Fence(name, zone)
    return Fence(name, zone, _metres_from(zone, fix) <= zone.radius_m, at)


def approach(
    fence: Fence, fix: Fix, bounds: Bounds, *, before: Fix | None, driven_at: datetime | None
) -> Fence:
    """The fence after a believed fix. before: the last one; driven_at: when a drive was last under way."""
    if fence.inside is False and fence.crossing_since is None and _is_north_or_south(fix, fence.zone, bounds):
        return fence
    side = _side(fix, fence.zone, bounds)
    if side is None or side == fence.inside:
        return fence if fence.crossing_since is None else replace(fence, crossing_since=None)
    if fence.inside is None:
        return replace(fence, inside=side, since=fix.at)
    if fence.crossing_since is not None:
        return fence
    driven = _is_driven(fence, fix, bounds, before=before, driven_at=driven_at)
    if fence.inside and not driven and _metres_from(fence.zone, fix) <= fence.zone.radius_m + bounds.tow_m:
        return fence  # drifting on its parking place
    return replace(fence, crossing_since=fix.at, driven=driven)


def dwell(fence: Fence, at: datetime, bounds: Bounds) -> Fence:
    """The fence after time alone: long enough on the other side is across."""
    if not held(fence.crossing_since, _dwell_s(fence, bounds), at):
        return fence
    return replace(fence, inside=not fence.inside, since=fence.crossing_since, crossing_since=None)


def fence_due(fence: Fence, bounds: Bounds) -> datetime | None:
    """When the car has been long enough on the other side."""
    return after(fence.crossing_since, _dwell_s(fence, bounds))


def was_crossed(before: Fence | None, fence: Fence | None) -> bool:
    """Whether a drive took the car over a fence that stood there before."""
    if before is None or fence is None or before.inside is None or fence.inside is None:
        return False
    return fence.driven and before.inside != fence.inside and before.zone == fence.zone


def _side(fix: Fix, zone: Zone, bounds: Bounds) -> bool | None:
    """Inside, outside, or too close to the fence to say."""
    metres = _metres_from(zone, fix)
    if metres <= zone.radius_m - fix.accuracy_m:
        return True
    if metres >= zone.radius_m + max(bounds.home_margin_m, fix.accuracy_m):
        return False
    return None


def _is_north_or_south(fix: Fix, zone: Zone, bounds: Bounds) -> bool:
    """Whether the latitude alone says that it is outside. Most zones are far away."""
    metres = abs(fix.lat - zone.lat) * METRES_A_DEGREE
    return metres > zone.radius_m + max(bounds.home_margin_m, fix.accuracy_m)


def _is_driven(
    fence: Fence, fix: Fix, bounds: Bounds, *, before: Fix | None, driven_at: datetime | None
) -> bool:
    """Whether a drive was seen to take it across. After a silence it is only found on the other side."""
    if driven_at is None or held(driven_at, bounds.silence_s, fix.at):
        return False
    if before is None:
        return fence.inside is True
    seen_from_outside = not held(before.at, bounds.silence_s, fix.at)
    return driven_at >= before.at and (fence.inside is True or seen_from_outside)


def _dwell_s(fence: Fence, bounds: Bounds) -> float:
    return bounds.home_outside_s if fence.inside else bounds.home_inside_s


def _metres_from(zone: Zone, fix: Fix) -> float:
    return distance_m(zone.lat, zone.lon, fix.lat, fix.lon)
