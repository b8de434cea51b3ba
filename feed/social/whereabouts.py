"""Who may know what of a car: its owner all, its followers what the owner chose, strangers nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import asin, cos, pi, radians, sin, sqrt

from feed.social.roles import Role
from feed.social.snapshot import Snapshot

EARTH_RADIUS_M = 6_371_000
METRES_A_DEGREE = radians(1) * EARTH_RADIUS_M
VEIL_RADIUS_M = 800  # around home nobody but the owner gets coordinates
FARTHEST_STEP_M = 400  # of the veil's centre from the home, which so lies well inside


class Closeness(StrEnum):
    """What a viewer is to a car. Followers are approved ones; strangers may be signed in or not."""

    OWNER = "owner"
    FOLLOWER = "follower"
    STRANGER = "stranger"


class Precision(StrEnum):
    """How much of a place is told, each more than the one before."""

    NOTHING = "nothing"
    TOWN = "town"
    ZONE = "zone"  # the town, and the name of the zone: "home"
    EXACT = "exact"  # the same with coordinates, except near home


def may_know_car_id(closeness: Closeness, role: Role | None) -> bool:
    """Whether somebody may learn the car's own id: its owner, the company, and a dealer it lets follow."""
    if closeness is Closeness.OWNER or role in {"staff", "admin"}:
        return True
    return role == "dealer" and closeness is Closeness.FOLLOWER


@dataclass(frozen=True, slots=True)
class Veil:
    """The circle around home in which coordinates are withheld.

    Its centre lies off the home by a random step, drawn when the home was set: the edge of what is withheld
    would otherwise draw a circle around the door.
    """

    lat: float
    lon: float

    def covers(self, lat: float, lon: float) -> bool:
        """Whether this point is too near to home to be told."""
        return distance_m(self.lat, self.lon, lat, lon) <= VEIL_RADIUS_M


def draw_veil(lat: float, lon: float, chance: Callable[[], float]) -> Veil:
    """A veil over this home, off it by a random step; `chance` gives numbers in [0, 1)."""
    step_m, direction = FARTHEST_STEP_M * sqrt(chance()), 2 * pi * chance()
    degrees = step_m / METRES_A_DEGREE
    narrowing = max(cos(radians(lat)), 0.01)  # a degree of longitude shrinks towards the poles
    return Veil(lat=lat + degrees * sin(direction), lon=lon + degrees * cos(direction) / narrowing)


def seen_by(
    closeness: Closeness, snapshot: Snapshot, *, place_for_followers: Precision, veil: Veil | None
) -> Snapshot | None:
    """The snapshot with what this viewer may not know left out; None when they may know nothing."""
    if closeness is Closeness.OWNER:
        return snapshot
    if closeness is Closeness.STRANGER:
        return None
    told = replace(snapshot, speed_kmh=None, odometer_km=None, outside_c=None)
    if place_for_followers is Precision.EXACT and not _near_home(snapshot, veil):
        return told
    told = replace(told, lat=None, lon=None)
    if place_for_followers in {Precision.ZONE, Precision.EXACT}:
        return told
    town = snapshot.town if place_for_followers is Precision.TOWN else None
    return replace(told, zone=None, town=town)


def distance_m(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Metres between two points along the earth's surface."""
    half_lat, half_lon = radians(lat_b - lat_a) / 2, radians(lon_b - lon_a) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, chord)))


def _near_home(snapshot: Snapshot, veil: Veil | None) -> bool:
    if snapshot.zone == "home":
        return True
    if veil is None or snapshot.lat is None or snapshot.lon is None:
        return False
    return veil.covers(snapshot.lat, snapshot.lon)
