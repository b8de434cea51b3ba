"""A month of one car: sixty drives from and to a home that nobody may find out, as a recording.

Its roads run north-south and east-west only, and its charge falls with the way alone: whoever pries knows
both, which is more than a real one would. The home is a lake's shore where nobody lives.
"""

import csv
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from math import cos, radians
from pathlib import Path
from typing import Any

CAR_ID = "CANARY-1"
HOME = (35.087713, 137.156379)
METRES_A_DEGREE = 111_195.0
STEP_S, SPEED_KMH = 30, 50.0
PERCENT_PER_KM = 0.5
DAYS = 30

Row = dict[str, Any]
Spot = tuple[float, float]


def record(file: Path) -> list[Spot]:
    """Write the month; the places it drove to."""
    chance = random.Random(20261123)
    spots = [_off(HOME, east_km, north_km) for east_km, north_km in _ways_out(chance)]
    with file.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.DictWriter(lines, ["car_id", "observed_at", *_FIELDS], restval="", lineterminator="\n")
        rows.writeheader()
        rows.writerows(_month(spots, chance))
    return spots


def metres_apart(one: Spot, other: Spot) -> float:
    """Along the ground, near enough over some kilometres."""
    east, north = km_between(one, other)
    return 1000 * (east**2 + north**2) ** 0.5


def km_between(one: Spot, other: Spot) -> Spot:
    """How far east, and how far north."""
    north = (other[0] - one[0]) * METRES_A_DEGREE / 1000
    return (other[1] - one[1]) * METRES_A_DEGREE / 1000 * cos(radians(one[0])), north


_FIELDS = (
    "lat",
    "lon",
    "accuracy_m",
    "speed_kmh",
    "ignition_on",
    "soc_percent",
    "plugged_in",
    "charge_state",
    "charge_power_kw",
    "odometer_km",
)


def _ways_out(chance: random.Random) -> list[Spot]:
    return [
        (chance.choice((-1, 1)) * chance.uniform(3, 15), chance.choice((-1, 1)) * chance.uniform(3, 15))
        for _ in range(8)
    ]


def _off(spot: Spot, east_km: float, north_km: float) -> Spot:
    return (
        spot[0] + north_km * 1000 / METRES_A_DEGREE,
        spot[1] + east_km * 1000 / METRES_A_DEGREE / cos(radians(spot[0])),
    )


class _Car:
    """Where it stands, what it has left, and what time it is."""

    def __init__(self) -> None:
        self.at = datetime(2026, 10, 1, 12, tzinfo=UTC)
        self.spot, self.soc_percent, self.odometer_km = HOME, 90.0, 12_000.0

    def row(self, **said: object) -> Row:
        """What it says now."""
        return {
            "car_id": CAR_ID,
            "observed_at": self.at.isoformat(),
            "lat": round(self.spot[0], 6),
            "lon": round(self.spot[1], 6),
            "accuracy_m": 5,
            "soc_percent": round(self.soc_percent, 1),
            "odometer_km": round(self.odometer_km, 1),
            **said,
        }

    def drive(self, to: Spot) -> Iterator[Row]:
        """Along one street and then along another."""
        for corner in ((self.spot[0], to[1]), to):
            while (metres := metres_apart(self.spot, corner)) > 1:
                step_km = min(metres / 1000, SPEED_KMH * STEP_S / 3600)
                share = step_km * 1000 / metres
                self.spot = (
                    self.spot[0] + (corner[0] - self.spot[0]) * share,
                    self.spot[1] + (corner[1] - self.spot[1]) * share,
                )
                self.soc_percent -= step_km * PERCENT_PER_KM
                self.odometer_km += step_km
                self.at += timedelta(seconds=STEP_S)
                yield self.row(speed_kmh=SPEED_KMH, ignition_on="true", plugged_in="false")
        self.at += timedelta(seconds=STEP_S)
        yield self.row(speed_kmh=0, ignition_on="false", plugged_in="false", charge_state="unplugged")

    def stand(self, hours: float) -> Iterator[Row]:
        """A word every two hours."""
        until = self.at + timedelta(hours=hours)
        while self.at < until:
            self.at += timedelta(hours=2)
            yield self.row(speed_kmh=0, ignition_on="false", plugged_in="false", charge_state="unplugged")

    def charge(self) -> Iterator[Row]:
        """To 90 %, from the box on the wall."""
        for _ in range(2):
            self.at += timedelta(minutes=1)
            yield self.row(speed_kmh=0, plugged_in="true", charge_state="charging", charge_power_kw=6)
        while self.soc_percent < 90:
            self.at += timedelta(minutes=10)
            self.soc_percent = min(90.0, self.soc_percent + 2.5)
            yield self.row(speed_kmh=0, plugged_in="true", charge_state="charging", charge_power_kw=6)
        yield self.row(speed_kmh=0, plugged_in="true", charge_state="complete", charge_power_kw=0)


def _month(spots: list[Spot], chance: random.Random) -> Iterator[Row]:
    car = _Car()
    yield from car.stand(1)
    for day in range(DAYS):
        morning = datetime(2026, 10, 1, 22, tzinfo=UTC) + timedelta(days=day)
        yield from car.stand((morning - car.at).total_seconds() / 3600 + chance.uniform(0, 1))
        yield from car.drive(chance.choice(spots))
        yield from car.stand(chance.uniform(2, 8))
        yield from car.drive(HOME)
        yield from car.charge()
