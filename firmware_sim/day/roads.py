"""A made-up town around a place: crooked streets, main roads, a ring, and a motorway to the next town."""

from dataclasses import dataclass, replace
from heapq import heappop, heappush
from math import atan2, cos, degrees, hypot, pi, radians, sin

from firmware_sim.day.chance import Chance

METRES_PER_DEGREE = 111_320.0
BLOCKS = 12  # the town is so many blocks wide
BLOCK_M = 650.0
CROOKED = 0.18  # of a block, by which a crossing may lie off the grid
MAIN_EVERY = 3  # blocks between main roads
STREET_KMH, MAIN_KMH, RING_KMH, MOTORWAY_KMH = 40.0, 60.0, 70.0, 100.0
MOTORWAY_M = 1_000.0  # between two bends of it
BEND = 2  # roads that meet where one cannot turn


@dataclass(frozen=True, slots=True)
class Spot:
    """A crossing or a bend, in metres east and north of the town's middle."""

    east_m: float
    north_m: float


@dataclass(frozen=True, slots=True)
class Road:
    """A straight piece from one spot to another."""

    end: int
    metres: float
    limit_kmh: float


class Town:
    """Spots and the roads between them; whoever knows the middle knows where on Earth they are."""

    def __init__(self, chance: Chance, *, lat: float, lon: float, motorway_km: float) -> None:
        """Lay out a town whose middle crossing is exactly at this place."""
        self._lat, self._lon = lat, lon
        self._lon_m = METRES_PER_DEGREE * cos(radians(lat))
        self.spots: list[Spot] = []
        self.roads: list[list[Road]] = []
        self.streets = range((BLOCKS + 1) ** 2)
        self.middle = len(self.streets) // 2
        self._lay_streets(chance)
        self.next_town = self._lay_motorway(chance, motorway_km)

    def place(self, spot: int) -> tuple[float, float]:
        """Latitude and longitude of a spot."""
        here = self.spots[spot]
        return self._lat + here.north_m / METRES_PER_DEGREE, self._lon + here.east_m / self._lon_m

    def bend_to(self, lat: float, lon: float) -> int | None:
        """Lead the nearest crossing to a place, roads and all, and say which it is; None far out of town."""
        there = Spot((lon - self._lon) * self._lon_m, (lat - self._lat) * METRES_PER_DEGREE)
        nearest = min(self.streets, key=lambda spot: _metres(self.spots[spot], there))
        if nearest == self.middle or _metres(self.spots[nearest], there) > BLOCK_M:
            return None
        self.spots[nearest] = there
        for end in [road.end for road in self.roads[nearest]]:
            for start, other in ((nearest, end), (end, nearest)):
                self.roads[start] = [
                    replace(road, metres=self._distance_m(start, other)) if road.end == other else road
                    for road in self.roads[start]
                ]
        return nearest

    def spots_between(self, near_m: float, far_m: float, *, of: int) -> list[int]:
        """The crossings at this distance from a spot, as the crow flies."""
        return [spot for spot in self.streets if near_m <= self._distance_m(of, spot) <= far_m]

    def heading_deg(self, start: int, end: int) -> float:
        """The direction from one spot to another: 0 is north, 90 is east."""
        a, b = self.spots[start], self.spots[end]
        return round(degrees(atan2(b.east_m - a.east_m, b.north_m - a.north_m))) % 360.0

    def is_crossing(self, spot: int) -> bool:
        """Whether one could turn there."""
        return len(self.roads[spot]) > BEND

    def way(self, start: int, end: int) -> list[tuple[int, Road]]:
        """The quickest way: the spot each road leaves from, and the road."""
        known_s, came = {start: 0.0}, dict[int, tuple[int, Road]]()
        waiting = [(0.0, start)]
        while waiting:
            so_far_s, here = heappop(waiting)
            if here == end:
                break
            for road in self.roads[here]:
                arrival_s = so_far_s + road.metres / road.limit_kmh
                if arrival_s < known_s.get(road.end, float("inf")):
                    known_s[road.end], came[road.end] = arrival_s, (here, road)
                    heappush(waiting, (arrival_s, road.end))
        way = []
        while end != start:
            way.append(came[end])
            end = came[end][0]
        return way[::-1]

    def _lay_streets(self, chance: Chance) -> None:
        half = BLOCKS // 2
        for row in range(BLOCKS + 1):
            for column in range(BLOCKS + 1):
                off = (
                    [0.0, 0.0] if row == column == half else [chance.uniform(-CROOKED, CROOKED) for _ in "en"]
                )
                self._add(Spot((column - half + off[0]) * BLOCK_M, (row - half + off[1]) * BLOCK_M))
        for row in range(BLOCKS + 1):
            for column in range(BLOCKS + 1):
                here = row * (BLOCKS + 1) + column
                if column < BLOCKS:
                    self._join(here, here + 1, _limit_kmh(row), chance)
                if row < BLOCKS:
                    self._join(here, here + BLOCKS + 1, _limit_kmh(column), chance)

    def _lay_motorway(self, chance: Chance, km: float) -> int:
        here, direction = (BLOCKS // 2 + 1) * (BLOCKS + 1) - 1, 0.0  # leaves the ring in the east
        for _ in range(round(km * 1000 / MOTORWAY_M)):
            direction = max(-pi / 3, min(pi / 3, direction + chance.uniform(-0.25, 0.25)))
            last = self.spots[here]
            there = self._add(
                Spot(last.east_m + MOTORWAY_M * cos(direction), last.north_m + MOTORWAY_M * sin(direction))
            )
            self._pave(here, there, MOTORWAY_KMH)
            here = there
        return here

    def _add(self, spot: Spot) -> int:
        self.spots.append(spot)
        self.roads.append([])
        return len(self.spots) - 1

    def _join(self, start: int, end: int, limit_kmh: float, chance: Chance) -> None:
        """A street with a bend in it."""
        a, b = self.spots[start], self.spots[end]
        bend = chance.uniform(-CROOKED, CROOKED)
        between = self._add(
            Spot(
                (a.east_m + b.east_m) / 2 - bend * (b.north_m - a.north_m),
                (a.north_m + b.north_m) / 2 + bend * (b.east_m - a.east_m),
            )
        )
        self._pave(start, between, limit_kmh)
        self._pave(between, end, limit_kmh)

    def _pave(self, start: int, end: int, limit_kmh: float) -> None:
        metres = self._distance_m(start, end)
        self.roads[start].append(Road(end, metres, limit_kmh))
        self.roads[end].append(Road(start, metres, limit_kmh))

    def _distance_m(self, start: int, end: int) -> float:
        return _metres(self.spots[start], self.spots[end])


def _metres(a: Spot, b: Spot) -> float:
    return hypot(b.east_m - a.east_m, b.north_m - a.north_m)


def _limit_kmh(line: int) -> float:
    if line in (0, BLOCKS):
        return RING_KMH
    return MAIN_KMH if line % MAIN_EVERY == 0 else STREET_KMH
