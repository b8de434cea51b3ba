"""50,000 cars' physics at 1 Hz of car time in one process: which share of a core that takes."""

import time
from itertools import cycle, islice
from random import Random

from firmware_sim import settings
from firmware_sim.car.car import Car
from firmware_sim.day.drive import Drive, drive_along
from tests.bench.figure import Figure
from tests.builders.firmware_sim import a_town

CARS, SECONDS = 50_000, 20
DRIVING, CHARGING = 25_000, 12_500  # the others stand; so many drive nowhere on Earth at once
STEP_S = 1.0


def measure() -> list[Figure]:
    """Seconds of a core for a second of all their lives."""
    cars = _cars()
    moving = list(zip(cars[:DRIVING], _drives(), strict=True))
    for car in cars[DRIVING : DRIVING + CHARGING]:
        car.plug_in(ac_kw=6.0)
    standing = cars[DRIVING:]
    began_s = time.process_time()
    for _ in range(SECONDS):
        for car, drive in moving:
            drive.go(STEP_S)
            car.roll(drive.moved_m, speed_ms=drive.speed_ms, seconds=STEP_S)
            car.lat, car.lon, car.heading_deg = drive.place
            car.grow_older(STEP_S)
        for car in standing:
            car.charge(STEP_S)
            car.grow_older(STEP_S)
    spent_s = time.process_time() - began_s
    return [
        {
            "name": f"physics: {CARS:,} cars at 1 Hz, half of them driving",
            "value": 100 * spent_s / SECONDS,
            "unit": "% of a core",
            "ratio": spent_s / SECONDS,
            "ratio_to": "one core",
            "samples": CARS * SECONDS,
        }
    ]


def _cars() -> list[Car]:
    models = cycle(settings.load().model)
    return [
        Car(model, soc_percent=50.0 + turn % 40, odometer_km=1000.0, lat=35.0, lon=137.0)
        for turn, model in enumerate(islice(models, CARS))
    ]


def _drives() -> list[Drive]:
    town, chance = a_town(), Random("drives")
    ends = list(town.streets)
    return [drive_along(town, chance.choice(ends), town.next_town, chance) for _ in range(DRIVING)]
