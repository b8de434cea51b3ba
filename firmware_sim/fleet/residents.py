"""Who lives in the simulated world: cars with a home, habits and a modem, all from one seed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from random import Random
from typing import Literal
from zoneinfo import ZoneInfo

from firmware_sim.car.car import Car
from firmware_sim.car.model import Model
from firmware_sim.day.ageing import Ailment, condition_of
from firmware_sim.day.habits import Habits
from firmware_sim.day.life import Life
from firmware_sim.day.roads import Town
from firmware_sim.dialects import DIALECTS
from firmware_sim.dialects.voice import Voice
from firmware_sim.errors import UsageError
from firmware_sim.firmware.outbox import Outbox
from firmware_sim.firmware.telematics import Telematics
from firmware_sim.fleet.memory import CarMemory
from firmware_sim.settings import FleetCar, Settings, named

NATIVE = "native"
ODOMETER_KM = (2_000.0, 80_000.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """A car of the world: its life changes it, its firmware speaks of it."""

    car_id: str
    car: Car
    days: Iterator[float]
    firmware: Telematics
    voices: tuple[Voice, ...] = ()  # none: it speaks native, and waits for the gateway's word


@dataclass(frozen=True, slots=True)
class Spoken:
    """A tongue in which a car speaks, and its name there: user/vehicle, user/device, or a number."""

    dialect: str
    name: str
    says: Literal["all", "place"] = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """What a car is born with."""

    car_id: str
    model: Model
    habits: Habits
    town: Town
    home: int
    zone: ZoneInfo
    haunts: tuple[int, ...] = ()  # spots of the town: work, then where its owner goes on errands
    ails: tuple[Ailment, ...] = ()
    tongues: tuple[Spoken, ...] = ()  # none: native


def households_of(cars: Sequence[FleetCar], settings: Settings, *, seed: int) -> list[Household]:
    """The cars of a fleet file: a town around each home; habits in turn where none are named."""
    households = []
    for turn, car in enumerate(cars):
        town = _town(f"{seed}/{car.car_id}/town", settings, lat=car.home.lat, lon=car.home.lon)
        in_turn = settings.habits[turn % len(settings.habits)]
        haunts = (town.bend_to(zone.lat, zone.lon) for zone in car.zones)
        names = ((tongue, tongue.id.replace("-", "/", 1)) for tongue in car.tongues)
        households.append(
            Household(
                car_id=car.car_id,
                model=named(car.model, settings.model),
                habits=named(car.habits, settings.habits) if car.habits else in_turn,
                town=town,
                home=town.middle,
                zone=ZoneInfo(car.time_zone),
                haunts=tuple(spot for spot in haunts if spot is not None),
                ails=car.ails,
                tongues=tuple(Spoken(tongue.dialect, name, tongue.says) for tongue, name in names),
            )
        )
    return households


def households_in_one_town(count: int, settings: Settings, *, seed: int) -> list[Household]:
    """So many cars in one town; models and habits in turn."""
    place, chance = settings.town, Random(f"{seed}/homes")  # noqa: S311 - repeatable on purpose
    town = _town(f"{seed}/town", settings, lat=place.lat, lon=place.lon)
    return [
        Household(
            car_id=f"sim-{number:05d}",
            model=settings.model[number % len(settings.model)],
            habits=settings.habits[number // len(settings.model) % len(settings.habits)],
            town=town,
            home=chance.choice(town.streets),
            zone=ZoneInfo(place.time_zone),
        )
        for number in range(1, count + 1)
    ]


def move_in(
    households: Sequence[Household],
    settings: Settings,
    *,
    seed: int,
    starts: datetime,
    memories: Mapping[str, CarMemory],
) -> list[Resident]:
    """Let every car live unseen from its own last morning until the world starts."""
    return [
        _resident(each, settings, seed=seed, starts=starts, memory=memories.get(each.car_id))
        for each in households
    ]


def all_speaking(households: Sequence[Household], dialect: str) -> list[Household]:
    """The same cars, each with this dialect alone. TeslaMate gives cars numbers, others name them twice."""
    return [
        replace(each, tongues=() if dialect == NATIVE else (Spoken(dialect, _name(each, number, dialect)),))
        for number, each in enumerate(households, 1)
    ]


def voices_of(tongues: Sequence[Spoken]) -> tuple[Voice, ...]:
    """A voice for each tongue; where one is there to tell the place, the others do not.

    Raises UsageError for a tongue nobody speaks.
    """
    for spoken in tongues:
        if spoken.dialect not in DIALECTS:
            raise UsageError(f'a dialect is one of {", ".join(DIALECTS)}; not "{spoken.dialect}"')
    guided = any(spoken.says == "place" for spoken in tongues)
    return tuple(
        Voice(DIALECTS[spoken.dialect], spoken.name, without_place=guided and spoken.says == "all")
        for spoken in tongues
    )


def _name(household: Household, number: int, dialect: str) -> str:
    if dialect == "teslamate":
        return str(number)
    user, _, name = household.car_id.rpartition("-")
    return f"{user or 'cars'}/{name}"


def morning_before(moment: datetime, *, zone: ZoneInfo, morning_h: float) -> datetime:
    """The last morning at or before a moment, in a zone."""
    local = moment.astimezone(zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    morning = midnight + timedelta(hours=morning_h)
    return morning if morning <= local else morning - timedelta(days=1)


def _resident(
    household: Household, settings: Settings, *, seed: int, starts: datetime, memory: CarMemory | None
) -> Resident:
    chance = Random(f"{seed}/{household.car_id}")  # noqa: S311 - repeatable on purpose
    habits, town = household.habits, household.town
    odometer_km = round(chance.uniform(*ODOMETER_KM), 1)
    lat, lon = town.place(household.home)
    car = Car(
        household.model,
        soc_percent=memory.soc_percent if memory else habits.first_soc_percent,
        odometer_km=memory.odometer_km if memory else odometer_km,
        lat=lat,
        lon=lon,
        condition=condition_of(
            household.model,
            Random(f"{seed}/{household.car_id}/condition"),  # noqa: S311 - repeatable on purpose
            odometer_km=odometer_km,
            ails=household.ails,
        ),
    )
    morning = morning_before(starts, zone=household.zone, morning_h=settings.morning_h)
    life = Life(car, habits, town, chance, home=household.home, starts=morning, haunts=household.haunts)
    if habits.first_plugged_in:
        life.plug_in_at_home()
    outbox = Outbox(settings.firmware.flash_readings, memory.outbox if memory else ())
    firmware = Telematics(car, settings.firmware.rules(), outbox, next_seq=memory.next_seq if memory else 1)
    days = _lived_until(starts.timestamp(), life.days())
    return Resident(
        car_id=household.car_id,
        car=car,
        days=days,
        firmware=firmware,
        voices=voices_of(household.tongues),
    )


def _lived_until(at_s: float, days: Iterator[float]) -> Iterator[float]:
    due_s = next(days)
    while due_s <= at_s:
        due_s = next(days)
    return chain([due_s], days)


def _town(seed: str, settings: Settings, *, lat: float, lon: float) -> Town:
    return Town(Random(seed), lat=lat, lon=lon, motorway_km=settings.town.motorway_km)  # noqa: S311
