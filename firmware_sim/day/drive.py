"""A drive along roads: limits, bends, red lights, and a foot that is neither heavy nor light."""

from math import inf, sqrt

from firmware_sim.day.chance import Chance
from firmware_sim.day.roads import Road, Town

SPEED_UP_MS2 = 1.5
SLOW_DOWN_MS2 = 1.7
SHARP_BEND_MS = 5.0  # through a right angle
RED_LIGHT = 0.12  # how often a crossing makes one stop
RED_LIGHT_S = (8.0, 45.0)
CRAWL_MS = 1.0  # the last metre before a stop
AHEAD_M = 250.0  # from the fastest road to a stop
TOUCHING_M = 0.01


class Leg:
    """One straight road of a drive: how fast one may be at its end, and how long one stands there."""

    __slots__ = (
        "end_ms",
        "heading_deg",
        "lat",
        "lat_per_m",
        "limit_ms",
        "lon",
        "lon_per_m",
        "metres",
        "wait_s",
    )

    def __init__(self, town: Town, start: int, road: Road) -> None:
        self.metres, self.limit_ms = road.metres, road.limit_kmh / 3.6
        self.lat, self.lon = town.place(start)
        end_lat, end_lon = town.place(road.end)
        self.lat_per_m, self.lon_per_m = (
            (end_lat - self.lat) / road.metres,
            (end_lon - self.lon) / road.metres,
        )
        self.heading_deg = town.heading_deg(start, road.end)
        self.end_ms, self.wait_s = self.limit_ms, 0.0


class Drive:
    """Moves from leg to leg as time passes; stands still at its end."""

    __slots__ = ("_at_m", "_leg", "_legs", "_waiting_s", "metres", "moved_m", "speed_ms")

    def __init__(self, legs: list[Leg]) -> None:
        self._legs = legs
        self._leg, self._at_m, self._waiting_s = 0, 0.0, 0.0
        self.metres = sum(leg.metres for leg in legs)
        self.speed_ms = 0.0
        self.moved_m = 0.0  # in the last step

    @property
    def arrived(self) -> bool:
        """Whether the way is at its end."""
        return self._leg == len(self._legs)

    @property
    def place(self) -> tuple[float, float, float]:
        """Latitude, longitude, heading."""
        leg = self._legs[min(self._leg, len(self._legs) - 1)]
        at_m = leg.metres if self.arrived else self._at_m
        return leg.lat + at_m * leg.lat_per_m, leg.lon + at_m * leg.lon_per_m, leg.heading_deg

    def go(self, seconds: float) -> None:
        """Drive on for a second, or less."""
        self.moved_m = 0.0
        if self._waiting_s > 0:
            self._waiting_s -= seconds
            return
        limit_ms = self._legs[self._leg].limit_ms
        safe_ms, stop_m = self._look_ahead(seconds)
        speed_ms = min(self.speed_ms + SPEED_UP_MS2 * seconds, limit_ms, safe_ms)
        self.moved_m = min((self.speed_ms + speed_ms) / 2 * seconds, stop_m)
        self.speed_ms = speed_ms
        self._at_m += self.moved_m
        while not self.arrived and self._at_m >= self._legs[self._leg].metres - TOUCHING_M:
            self._pass_the_end()

    def _look_ahead(self, seconds: float) -> tuple[float, float]:
        """The speed from which one can brake for all that comes, and the metres to a stop close by."""
        ahead_m, safe_ms = -self._at_m, inf
        half_ms = SLOW_DOWN_MS2 * seconds / 2
        for index in range(self._leg, len(self._legs)):
            leg = self._legs[index]
            ahead_m += leg.metres
            braking_m = ahead_m - self.speed_ms * seconds / 2  # what is left once this step is over
            room = half_ms * half_ms + leg.end_ms * leg.end_ms + 2 * SLOW_DOWN_MS2 * braking_m
            safe_ms = min(safe_ms, sqrt(max(0.0, room)) - half_ms)
            if leg.end_ms == 0:
                return max(safe_ms, CRAWL_MS), ahead_m
            if ahead_m > AHEAD_M:
                break
        return max(safe_ms, CRAWL_MS), inf

    def _pass_the_end(self) -> None:
        leg = self._legs[self._leg]
        self._at_m -= leg.metres
        self._leg += 1
        if leg.end_ms == 0:
            self.speed_ms, self._at_m, self._waiting_s = 0.0, 0.0, leg.wait_s


def drive_along(town: Town, start: int, end: int, chance: Chance) -> Drive:
    """The drive from one spot to another, red lights drawn beforehand."""
    way = town.way(start, end)
    legs = [Leg(town, spot, road) for spot, road in way]
    for leg, following, (_, road) in zip(legs, legs[1:], way, strict=False):
        turn_deg = abs((following.heading_deg - leg.heading_deg + 180) % 360 - 180)
        leg.end_ms = min(leg.limit_ms, following.limit_ms, SHARP_BEND_MS * 90 / max(turn_deg, 1.0))
        if town.is_crossing(road.end) and chance.random() < RED_LIGHT:
            leg.end_ms, leg.wait_s = 0.0, chance.uniform(*RED_LIGHT_S)
    legs[-1].end_ms = 0.0
    for leg, following in zip(legs[-2::-1], legs[:0:-1], strict=True):
        leg.end_ms = min(leg.end_ms, sqrt(following.end_ms**2 + 2 * SLOW_DOWN_MS2 * following.metres))
    return Drive(legs)
