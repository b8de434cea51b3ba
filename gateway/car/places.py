"""Where the car is: fixes that can be believed, and whether that is home."""

from datetime import datetime
from math import asin, cos, radians, sin, sqrt

import msgspec
from msgspec.structs import replace

from gateway.car.bounds import Bounds, Zone
from gateway.car.moments import after, held
from gateway.car.reading import Reading

EARTH_RADIUS_M = 6_371_000


class Fix(msgspec.Struct, frozen=True, array_like=True):
    """One measured position."""

    lat: float  # WGS 84, degrees
    lon: float
    accuracy_m: float
    at: datetime


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The car's position, and on which side of home's fence it is."""

    fix: Fix | None = None
    strays: tuple[Fix, ...] = ()  # fixes too far away to be believed at once
    home: Zone | None = None  # the zone by which at_home was judged
    at_home: bool | None = None
    since: datetime | None = None  # of at_home
    crossing_since: datetime | None = None  # on the other side of the fence, not long enough yet
    driven: bool = False  # a drive took it across; else it was only found there


def advance_place(before: Place, reading: Reading, bounds: Bounds, *, driven_at: datetime | None) -> Place:
    """The place after a reading, or after time alone. driven_at: when a drive was last under way."""
    place = before if before.home == bounds.home else _fenced_anew(before, bounds.home, reading.observed_at)
    if place.crossing_since is not None:
        place = _crossed(place, reading.observed_at, bounds)
    if reading.lat is None or reading.lon is None:
        return _lost(place) if "lat" in reading.unknown else place
    fix = Fix(reading.lat, reading.lon, reading.accuracy_m or 0, reading.observed_at)
    if fix.accuracy_m > bounds.fix_accuracy_m or (place.fix is not None and fix.at < place.fix.at):
        return place
    known, place = place.fix, _located(place, fix, bounds)
    if place.fix is not fix or bounds.home is None:
        return place
    return _fenced(place, known, bounds.home, bounds, driven_at=driven_at)


def place_due(place: Place, bounds: Bounds) -> datetime | None:
    """When the car has been long enough on the other side of the fence."""
    return after(place.crossing_since, _dwell_s(place, bounds))


def distance_m(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Metres between two places, along the ground."""
    if lat == other_lat and lon == other_lon:
        return 0.0
    north, east = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    chord = sin(north) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, chord)))


def km_between(before: Place, place: Place) -> float | None:
    """How far apart two believed positions are; None where there are not two."""
    if before.fix is None or place.fix is None or before.fix is place.fix:
        return None
    return distance_m(before.fix.lat, before.fix.lon, place.fix.lat, place.fix.lon) / 1000


def _located(place: Place, fix: Fix, bounds: Bounds) -> Place:
    if place.fix is None or _reachable(place.fix, fix, bounds):
        return replace(place, fix=fix, strays=())
    if place.strays and not _reachable(place.strays[-1], fix, bounds):
        return replace(place, strays=(fix,))
    strays = (*place.strays, fix)
    if len(strays) >= bounds.jump_fixes:
        return replace(place, fix=fix, strays=())
    return replace(place, strays=strays)


def _reachable(fix: Fix, other: Fix, bounds: Bounds) -> bool:
    metres = distance_m(fix.lat, fix.lon, other.lat, other.lon)
    return metres <= bounds.jump_m or metres <= bounds.jump_kmh / 3.6 * (other.at - fix.at).total_seconds()


def _fenced_anew(place: Place, home: Zone | None, at: datetime) -> Place:
    """A fence just drawn or moved: on which side the car already is, is no news."""
    fenced = replace(place, home=home, at_home=None, since=None, crossing_since=None, driven=False)
    if home is None or place.fix is None:
        return fenced
    inside = _metres_from(home, place.fix) <= home.radius_m
    return replace(fenced, at_home=inside, since=at)


def _fenced(
    place: Place, before: Fix | None, home: Zone, bounds: Bounds, *, driven_at: datetime | None
) -> Place:
    fix = place.fix
    side = None if fix is None else _side(fix, home, bounds)
    if fix is None or side is None or side == place.at_home:
        return place if place.crossing_since is None else replace(place, crossing_since=None)
    if place.at_home is None:
        return replace(place, at_home=side, since=fix.at)
    if place.crossing_since is not None:
        return place
    driven = driven_at is not None and (before is None or driven_at >= before.at)
    if place.at_home and not driven and _metres_from(home, fix) <= home.radius_m + bounds.tow_m:
        return place  # drifting on its parking place
    return replace(place, crossing_since=fix.at, driven=driven)


def _side(fix: Fix, home: Zone, bounds: Bounds) -> bool | None:
    """Inside, outside, or too close to the fence to say."""
    metres = _metres_from(home, fix)
    if metres <= home.radius_m - fix.accuracy_m:
        return True
    if metres >= home.radius_m + max(bounds.home_margin_m, fix.accuracy_m):
        return False
    return None


def _crossed(place: Place, at: datetime, bounds: Bounds) -> Place:
    if not held(place.crossing_since, _dwell_s(place, bounds), at):
        return place
    return replace(place, at_home=not place.at_home, since=place.crossing_since, crossing_since=None)


def _dwell_s(place: Place, bounds: Bounds) -> float:
    return bounds.home_outside_s if place.at_home else bounds.home_inside_s


def _lost(place: Place) -> Place:
    return replace(place, fix=None, strays=(), crossing_since=None)


def _metres_from(zone: Zone, fix: Fix) -> float:
    return distance_m(zone.lat, zone.lon, fix.lat, fix.lon)
