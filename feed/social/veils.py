"""Veils: the patches around an owner's places in which nobody else gets coordinates.

What is withheld draws the outline of what is hidden. So the middle of a veil lies far off the place, by a
step that nobody can guess; the same place gets the same step again, or many veils over one home would show
its middle. The edge follows the sides of cells, so that no circle can be laid through it.
"""

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, cos, floor, hypot, pi, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_000
METRES_A_DEGREE = radians(1) * EARTH_RADIUS_M
CELL_M = 250
LEAST_OFF_M = 700  # of a place that moved a little beneath its veil
NEAREST_STEP_M, FARTHEST_STEP_M = 1000, 1200  # of the middle from the place
RADIUS_M = 1650  # leaves the place well inside, wherever the middle went
COARSE_DEGREES = 0.01  # places within such a square, of about a kilometre, take the same step
SAME_PLACE_M = 300
_HALF_A_CELL_M = CELL_M / sqrt(2)  # as far as the edge may come in
_USUAL_ZONE_M = 150


@dataclass(frozen=True, slots=True)
class Place:
    """A zone of an owner's: its name, its middle in degrees, and its radius."""

    name: str
    lat: float
    lon: float
    radius_m: float


@dataclass(frozen=True, slots=True)
class Veil:
    """The cells whose middles lie within a radius of a point near the place of this name."""

    name: str
    lat: float
    lon: float
    radius_m: float = RADIUS_M

    def covers(self, lat: float, lon: float) -> bool:
        """Whether this point is too near to the place to be told."""
        north, east = _metres_between(self.lat, self.lon, lat, lon)
        return hypot(round(north / CELL_M), round(east / CELL_M)) * CELL_M <= self.radius_m

    def hides(self, place: Place) -> bool:
        """Whether the whole of this place lies within, and far from the middle."""
        off_m = distance_m(self.lat, self.lon, place.lat, place.lon)
        return LEAST_OFF_M <= off_m <= self.radius_m - place.radius_m - _HALF_A_CELL_M


def draw_veil(place: Place, key: bytes) -> Veil:
    """The veil over this place; `key` is its owner's secret."""
    square = f"{floor(place.lat / COARSE_DEGREES)}:{floor(place.lon / COARSE_DEGREES)}"
    drawn = hmac.digest(key, square.encode(), "sha256")
    far, turned = (int.from_bytes(drawn[at : at + 8]) / 2**64 for at in (0, 8))
    step_m = sqrt(NEAREST_STEP_M**2 + far * (FARTHEST_STEP_M**2 - NEAREST_STEP_M**2))
    direction = 2 * pi * turned
    return Veil(
        place.name,
        lat=place.lat + step_m * sin(direction) / METRES_A_DEGREE,
        lon=place.lon + step_m * cos(direction) / METRES_A_DEGREE / _narrowing(place.lat),
        radius_m=RADIUS_M + max(0.0, place.radius_m - _USUAL_ZONE_M),
    )


def veil_over(place: Place, key: bytes, before: Iterable[tuple[Place, Veil]]) -> Veil:
    """The veil that hung over about this place before, as long as it hides it; or else one drawn."""
    for settled, veil in before:
        is_same = distance_m(settled.lat, settled.lon, place.lat, place.lon) <= SAME_PLACE_M
        if is_same and veil.hides(place):
            return Veil(place.name, veil.lat, veil.lon, veil.radius_m)
    return draw_veil(place, key)


def covering(veils: Sequence[Veil], lat: float | None, lon: float | None) -> Veil | None:
    """The first of the veils that covers the point, if any does."""
    if lat is None or lon is None:
        return None
    return next((veil for veil in veils if veil.covers(lat, lon)), None)


def distance_m(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Metres between two points along the earth's surface."""
    half_lat, half_lon = radians(lat_b - lat_a) / 2, radians(lon_b - lon_a) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, chord)))


def _metres_between(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> tuple[float, float]:
    """North and east from the first to the second, nearby."""
    around = (lon_b - lon_a + 180) % 360 - 180
    return (lat_b - lat_a) * METRES_A_DEGREE, around * METRES_A_DEGREE * _narrowing(lat_a)


def _narrowing(lat: float) -> float:
    """How much shorter a degree of longitude is here; towards the poles it shrinks to nothing."""
    return max(cos(radians(lat)), 0.01)
