"""Measured positions, and how far it is from one to another."""

from datetime import datetime
from math import asin, cos, radians, sin, sqrt

from gateway.car.part import Part

EARTH_RADIUS_M = 6_371_000
METRES_A_DEGREE_AT_MOST = 111_195  # of latitude; of longitude at the equator


class Fix(Part, frozen=True):
    """One measured position."""

    lat: float  # WGS 84, degrees
    lon: float
    accuracy_m: float
    at: datetime


def distance_m(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Metres between two places, along the ground."""
    if lat == other_lat and lon == other_lon:
        return 0.0
    north, east = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    chord = sin(north) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, chord)))


def is_same_place(fix: Fix, other: Fix) -> bool:
    """Whether a fix only repeats another's place."""
    return fix.lat == other.lat and fix.lon == other.lon and fix.accuracy_m == other.accuracy_m


def metres_between(fix: Fix, other: Fix) -> float:
    """Metres between two fixes."""
    return distance_m(fix.lat, fix.lon, other.lat, other.lon)


def metres_at_most(fix: Fix, other: Fix) -> float:
    """What two fixes are apart at most, quickly: along a meridian, then along the equator."""
    return (abs(fix.lat - other.lat) + abs(fix.lon - other.lon)) * METRES_A_DEGREE_AT_MOST
