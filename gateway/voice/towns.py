"""Which town a place belongs to: the most a stranger may learn about where a car is."""

import csv
from collections import defaultdict
from math import cos, floor, hypot, radians
from typing import NamedTuple, Self

import msgspec

NEAR_KM = 60.0
KM_PER_DEGREE = 111.2
HEADER = ["lat", "lon", "reach_km", "en", "ja"]


class Town(msgspec.Struct, frozen=True):
    """A town by its names; where it has no Japanese one, the English one stands for it."""

    en: str
    ja: str

    def name(self, language: str) -> str:
        """The name in this language; English where we have no other."""
        return self.ja if language == "ja" else self.en


class _Spot(NamedTuple):
    lat: float
    lon: float
    reach_km: float  # a large town begins further from its centre
    town: Town


class Towns:
    """Every town we know, found by nearness."""

    def __init__(self, spots: dict[tuple[int, int], list[_Spot]]) -> None:
        self._spots = spots  # by whole degrees south and west of it

    @classmethod
    def from_csv(cls, text: str) -> Self:
        """Towns from lines of `lat,lon,reach_km,en,ja`, below a line with these names.

        Raises:
            ValueError: naming the line that is not like that.
        """
        rows = csv.reader(text.splitlines())
        if next(rows, None) != HEADER:
            raise ValueError(f"line 1: should be {','.join(HEADER)}")
        spots: dict[tuple[int, int], list[_Spot]] = defaultdict(list)
        for number, row in enumerate(rows, start=2):
            try:
                lat, lon, reach_km, en, ja = row
                spot = _Spot(float(lat), float(lon), float(reach_km), Town(en, ja or en))
            except ValueError as error:
                raise ValueError(f"line {number}: should be {','.join(HEADER)}: {error}") from error
            spots[floor(spot.lat), floor(spot.lon)].append(spot)
        return cls(dict(spots))

    def town_near(self, lat: float, lon: float) -> Town | None:
        """The town whose edge is nearest; None where no town's centre is within 60 km."""
        km_per_lon = KM_PER_DEGREE * cos(radians(lat))
        best, best_km = None, NEAR_KM
        for cell in _cells_around(lat, lon, km_per_lon):
            for spot in self._spots.get(cell, ()):
                north_km = (spot.lat - lat) * KM_PER_DEGREE
                if abs(north_km) - spot.reach_km >= best_km:
                    continue
                east_km = ((spot.lon - lon + 180) % 360 - 180) * km_per_lon
                km = hypot(north_km, east_km)
                if km <= NEAR_KM and km - spot.reach_km < best_km:
                    best, best_km = spot.town, km - spot.reach_km
        return best


def _cells_around(lat: float, lon: float, km_per_lon: float) -> list[tuple[int, int]]:
    """Every cell with a point within reach; near a pole, all the way round."""
    north = NEAR_KM / KM_PER_DEGREE
    east = min(180.0, NEAR_KM / max(km_per_lon, 0.1))
    return [
        (row, (column + 180) % 360 - 180)
        for row in range(floor(lat - north), floor(lat + north) + 1)
        for column in range(floor(lon - east), floor(lon + east) + 1)
    ]
