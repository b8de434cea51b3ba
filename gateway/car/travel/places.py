"""Where the car is: fixes that can be believed, and within which of the owner's zones."""

from collections.abc import Callable
from datetime import datetime
from operator import is_

from msgspec.structs import replace

from gateway.car.bounds import Bounds, NamedPlace, Zone
from gateway.car.part import Part
from gateway.car.reading import Reading
from gateway.car.travel.fences import Fence, approach, draw, dwell, fence_due
from gateway.car.travel.ground import Fix, is_same_place, metres_at_most, metres_between


class Place(Part, frozen=True, kw_only=True):
    """The car's position, and on which side of each fence it is."""

    fix: Fix | None = None
    strays: tuple[Fix, ...] = ()  # fixes too far away to be believed at once
    fences: tuple[Fence, ...] = ()  # home's first, if there is a home

    @property
    def home(self) -> Fence | None:
        """Home's fence; None when the owner has drawn none."""
        return self.fences[0] if self.fences and self.fences[0].name is None else None

    @property
    def at_home(self) -> bool | None:
        """Whether it is at home; None when that is not known."""
        home = self.home
        return None if home is None else home.inside


def advance_place(before: Place, reading: Reading, bounds: Bounds, *, driven_at: datetime | None) -> Place:
    """The place after a reading, or after time alone. driven_at: when a drive was last under way."""
    at = reading.observed_at
    place = before if are_drawn(before.fences, bounds) else _drawn_anew(before, bounds, at)
    if any([fence.crossing_since for fence in place.fences]):  # noqa: C419 - a list is faster
        place = _along_fences(place, lambda fence: dwell(fence, at, bounds))
    if reading.lat is None or reading.lon is None:
        return _lost(place) if "lat" in reading.unknown else place
    fix = Fix(reading.lat, reading.lon, reading.accuracy_m or 0, at)
    if fix.accuracy_m > bounds.fix_accuracy_m or (place.fix is not None and fix.at < place.fix.at):
        return place
    known, place = place.fix, _located(place, fix, bounds)
    if place.fix is not fix or (known is not None and is_same_place(known, fix)):
        return place
    return _along_fences(place, lambda fence: approach(fence, fix, bounds, before=known, driven_at=driven_at))


def place_dues(place: Place, bounds: Bounds) -> tuple[datetime, ...]:
    """When the car has been long enough on the other side of a fence."""
    crossing = [fence for fence in place.fences if fence.crossing_since]
    return tuple(due for fence in crossing if (due := fence_due(fence, bounds))) if crossing else ()


def km_between(before: Place, place: Place) -> float | None:
    """How far apart two believed positions are; None where there are not two."""
    if before.fix is None or place.fix is None or before.fix is place.fix:
        return None
    return metres_between(before.fix, place.fix) / 1000


def are_drawn(fences: tuple[Fence, ...], bounds: Bounds) -> bool:
    """Whether the fences stand where the owner wants them."""
    if bounds.home is not None:
        if not fences or fences[0].name is not None or fences[0].zone != bounds.home:
            return False
        fences = fences[1:]
    if not bounds.zones:
        return not fences
    return len(fences) == len(bounds.zones) and all(map(_is_drawn, fences, bounds.zones))


def _located(place: Place, fix: Fix, bounds: Bounds) -> Place:
    if place.fix is None or _is_reachable(place.fix, fix, bounds):
        return replace(place, fix=fix, strays=())
    if place.strays and not _is_reachable(place.strays[-1], fix, bounds):
        return replace(place, strays=(fix,))
    strays = (*place.strays, fix)
    if len(strays) >= bounds.jump_fixes:
        return replace(place, fix=fix, strays=())
    return replace(place, strays=strays)


def _is_reachable(fix: Fix, other: Fix, bounds: Bounds) -> bool:
    """Whether anything on wheels could have come from one to the other; a frozen fix thaws at once."""
    if metres_at_most(fix, other) <= bounds.jump_m:  # as nearly always
        return True
    metres = metres_between(fix, other)
    return metres <= bounds.jump_m or metres <= bounds.jump_kmh / 3.6 * (other.at - fix.at).total_seconds()


def _lost(place: Place) -> Place:
    place = place if place.fix is None and not place.strays else replace(place, fix=None, strays=())
    return _along_fences(
        place, lambda fence: replace(fence, crossing_since=None) if fence.crossing_since else fence
    )


def _is_drawn(fence: Fence, place: NamedPlace) -> bool:
    return fence.name == place.name and (fence.zone is place.zone or fence.zone == place.zone)


def _drawn_anew(place: Place, bounds: Bounds, at: datetime) -> Place:
    """Those that were moved or are new forget on which side the car was."""
    drawn: list[tuple[str | None, Zone]] = [(it.name, it.zone) for it in bounds.zones]
    if bounds.home is not None:
        drawn.insert(0, (None, bounds.home))
    standing = {(fence.name, fence.zone): fence for fence in place.fences}
    fences = (standing.get((name, zone)) or draw(name, zone, place.fix, at) for name, zone in drawn)
    return replace(place, fences=tuple(fences))


def _along_fences(place: Place, change: Callable[[Fence], Fence]) -> Place:
    """The place with each fence changed; the very same when none was."""
    fences = tuple(map(change, place.fences))
    if all(map(is_, fences, place.fences)):
        return place
    return replace(place, fences=fences)
