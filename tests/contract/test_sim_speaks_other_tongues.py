"""A simulated day makes the same news in whatever tongue it is told, as far as that has words for it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import msgspec
import pytest

from firmware_sim.day.ageing import Ailment
from firmware_sim.fleet.residents import Household, Spoken, move_in
from firmware_sim.settings import load, named
from gateway.car.bounds import Bounds, Zone
from gateway.car.events import Event
from tests.builders.broker import decode
from tests.builders.firmware_sim import MONDAY_MORNING, a_town
from tests.builders.lives import Hearing, messages

SEEDS = (1, 2, 3)
A_DAY_AND_A_NIGHT = MONDAY_MORNING + timedelta(hours=25)
FUSED = "ovms and owntracks"
BY_PHONE = "owntracks"

CARS = (
    ("leaf-40", "forgetful", Ailment.SLOW_LEAK),
    ("leaf-24", "to-the-last-drop", Ailment.SERVICE_NEAR),
    ("prius-phv", "every-night", Ailment.FAULT),
    ("ioniq5", "off-peak", Ailment.SERVICE_NEAR),
    ("prius-phv", "forgetful", Ailment.SERVICE_NEAR),
    ("model-3", "forgetful", Ailment.SLOW_LEAK),
    ("leaf-40", "stands-still", Ailment.WEAK_12V),
)

# What a tongue has no words for. Everything else must be heard in it.
NO_WORDS = {
    "ovms": {"range_risk", "trouble_code"},
    "teslamate": {"aux_battery_low", "service_due", "trouble_code"},
    FUSED: {"range_risk", "trouble_code"},
}
OF_A_PHONE = {"drive_started", "drive_ended", "left_home", "came_home"}
SURE_OF_A_PHONE = {"left_home", "came_home"}  # it says no speed while it stands: it may miss a setting out

AT_S = 1.0  # OwnTracks tells whole seconds; the others have no time of their own
# How far a figure may be from the native one, by its unit: OVMS tells service by the date, TeslaMate whole
# per cents and kilowatts; and what is said in pieces at one moment may meet a piece of the moment before.
NEAR = {
    "ovms": {"percent": 1.0, "kwh": 0.3, "km": 0.1, "days": 1.0},
    "teslamate": {"percent": 1.5, "kwh": 0.7, "km": 0.1, "kw": 0.5},
    FUSED: {"percent": 1.0, "kwh": 0.4, "km": 0.2, "days": 1.0},
}


def tongues_of(tongue: str, number: int) -> tuple[Spoken, ...]:
    """In what the car of this number speaks."""
    if tongue == "native":
        return ()
    if tongue == "teslamate":
        return (Spoken(tongue, str(number)),)
    dongle, phone = Spoken("ovms", f"emma/car{number}"), Spoken("owntracks", f"emma/phone{number}", "place")
    return {"ovms": (dongle,), BY_PHONE: (replace(phone, says="all"),), FUSED: (dongle, phone)}[tongue]


def household(number: int, *, tongue: str) -> Household:
    """One of the cars above, in a town of its own."""
    model, habits, ailment = CARS[number]
    settings, town = load(), a_town()
    return Household(
        car_id=f"car-{number}",
        model=named(model, settings.model),
        habits=named(habits, settings.habits),
        town=town,
        home=town.middle,
        zone=ZoneInfo("Asia/Tokyo"),
        ails=(ailment,),
        tongues=tongues_of(tongue, number),
    )


@cache
def day(number: int, tongue: str, seed: int) -> tuple[Event, ...]:
    """The news of one car's day when told in a tongue and heard live."""
    home = household(number, tongue=tongue)
    lat, lon = home.town.place(home.home)
    hearing = Hearing(home.car_id, Bounds(home=Zone(lat=lat, lon=lon, radius_m=150), time_zone="Asia/Tokyo"))
    cars = move_in([home], load(), seed=seed, starts=MONDAY_MORNING, memories={})
    for _, message in messages(cars, until=A_DAY_AND_A_NIGHT):
        if (reading := decode(message)) is not None:
            hearing.hear(msgspec.structs.replace(reading, car_id=home.car_id))
    hearing.wait(until=A_DAY_AND_A_NIGHT)
    return tuple(hearing.news)


def unlike(native: Event, heard: Event, near: Mapping[str, float]) -> list[str]:
    """The figures of an event that are further apart than a tongue's rounding."""
    figures = {name: value for name, value in msgspec.structs.asdict(native).items() if name != "reasons"}
    return [
        f"{native.kind}.{name}: {value} heard as {getattr(heard, name)}"
        for name, value in figures.items()
        if name != "wh_per_km"  # a quotient of two others
        and not is_near(value, getattr(heard, name), near.get(name.rpartition("_")[2], 0.5))
    ]


def is_near(value: object, other: object, within: float) -> bool:
    """Whether two figures are the same, as far as it matters; what rounds to nothing may not be said."""
    if isinstance(value, float) and isinstance(other, float | None):
        return abs(value - (other or 0.0)) <= within
    if isinstance(value, datetime) and isinstance(other, datetime):
        return abs(value - other) <= timedelta(minutes=1)
    return value == other


def test_the_days_have_something_to_tell() -> None:
    days = [day(number, "native", seed) for number in range(len(CARS)) for seed in SEEDS]
    told = {event.kind for news in days for event in news}
    assert told >= {
        "left_home",
        "came_home",
        "drive_ended",
        "plugged_in",
        "charging_done",
        "battery_low",
        "battery_critical",
        "came_home_unplugged",
    }


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("number", range(len(CARS)), ids=[" ".join(car) for car in CARS])
@pytest.mark.parametrize("tongue", NO_WORDS)
def test_the_same_day_makes_the_same_news(tongue: str, number: int, seed: int) -> None:
    native = [event for event in day(number, "native", seed) if event.kind not in NO_WORDS[tongue]]
    heard = day(number, tongue, seed)
    assert [event.kind for event in heard] == [event.kind for event in native]
    pairs = list(zip(native, heard, strict=True))
    assert [one.kind for one, other in pairs if abs(one.at - other.at) > timedelta(seconds=AT_S)] == []
    assert [wrong for one, other in pairs for wrong in unlike(one, other, NEAR[tongue])] == []


@pytest.mark.parametrize("number", range(len(CARS)), ids=[" ".join(car) for car in CARS])
def test_a_phone_alone_tells_of_the_journeys_and_of_nothing_else(number: int) -> None:
    native = [event.kind for event in day(number, "native", 1) if event.kind in SURE_OF_A_PHONE]
    heard = [event.kind for event in day(number, BY_PHONE, 1)]
    assert [kind for kind in heard if kind in SURE_OF_A_PHONE] == native
    assert set(heard) <= OF_A_PHONE
