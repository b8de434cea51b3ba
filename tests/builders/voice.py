"""A car with something to say: events, the state they came from, and the words shipped with the project."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from gateway.car.bounds import Zone
from gateway.car.events import (
    BatteryCritical,
    BatteryLow,
    CameHome,
    CameHomeUnplugged,
    ChargedUnseen,
    ChargingDone,
    ChargingInterrupted,
    ChargingStarted,
    DriveEnded,
    DriveStarted,
    Event,
    LeftHome,
    PluggedIn,
    ReadyTime,
    Unplugged,
)
from gateway.car.places import Fix, Place
from gateway.car.state import CarState
from gateway.voice.draft import Draft
from gateway.voice.persona import Personas, load_personas
from gateway.voice.profile import CarProfile
from gateway.voice.speak import speak
from gateway.voice.towns import Towns

PERSONA_FILES = Path(__file__).parents[2] / "config" / "personas"
HOME = Zone(lat=35.09, lon=137.16, radius_m=150)
EVENING = datetime(2026, 11, 23, 10, 2, tzinfo=UTC)  # 19:02 in Japan
NIGHT = datetime(2026, 11, 23, 17, 15, tzinfo=UTC)  # 2:15 on the next day there
TOWNS = Towns.from_csv("lat,lon,reach_km,en,ja\n35.083,137.15,3.3,Toyota,豊田市\n")


@cache
def the_personas() -> Personas:
    """Those shipped in config/personas."""
    return load_personas({file.name: file.read_text("utf-8") for file in PERSONA_FILES.glob("*.toml")})


def a_profile(**said: object) -> CarProfile:
    """Aki's car in Japan, as the register has it."""
    return CarProfile(**{"owner_acct": "aki", "time_zone": "Asia/Tokyo", "home": HOME} | said)


def a_state(*, at_home: bool | None = False, **said: object) -> CarState:
    """A car in Toyota City."""
    place = Place(fix=Fix(HOME.lat, HOME.lon, 5, EVENING), home=HOME, at_home=at_home)
    return CarState(**{"car_id": "kei", "place": place} | said)


def say(
    event: Event, state: CarState | None = None, personas: Personas | None = None, **profile: object
) -> Draft | None:
    """What the car posts of an event, if anything."""
    drafts = speak(event, state or a_state(), a_profile(**profile), personas or the_personas(), TOWNS)
    return drafts[0] if drafts else None


def plugged_in(**said: object) -> PluggedIn:
    """The cable goes in one evening."""
    return PluggedIn(**{"car_id": "kei", "at": EVENING} | said)


def drive_ended(**said: object) -> DriveEnded:
    """Half an hour's drive ends."""
    began = EVENING - timedelta(minutes=32)
    drive = {"started_at": began, "km": 12.34, "minutes": 32.0, "soc_end_percent": 60.2}
    return DriveEnded(**{"car_id": "kei", "at": EVENING} | drive | said)


def one_of_each() -> dict[str, tuple[Event, ...]]:
    """For every kind of news: events about which much, less and nothing more is known."""
    car: dict[str, Any] = {"car_id": "kei", "at": EVENING}
    to_full = {"soc_percent": 34.2, "power_kw": 7.2, "ready_at": NIGHT}
    to_limit = to_full | {"limit_percent": 80.0}
    charged = {"soc_percent": 80.0, "gained_percent": 46.0, "kwh": 18.4}
    bare = {"started_at": EVENING - timedelta(minutes=32), "km": 12.34, "minutes": 32.0}
    events = (
        *(PluggedIn(**car, **said) for said in (to_full, to_limit, {"soc_percent": 34.2}, {})),
        *(Unplugged(**car, **said) for said in (charged, {"soc_percent": 80.0}, {})),
        *(ChargingStarted(**car, **said) for said in (to_full, to_limit, {"soc_percent": 34.2}, {})),
        ReadyTime(**car, ready_at=NIGHT),
        ReadyTime(**car, ready_at=NIGHT, limit_percent=80),
        ReadyTime(**car, ready_at=NIGHT, before=NIGHT - timedelta(minutes=50)),
        ReadyTime(**car, ready_at=NIGHT, before=NIGHT - timedelta(minutes=50), limit_percent=80),
        *(ChargingDone(**car, **said) for said in (charged | {"minutes": 185}, {"soc_percent": 80.0}, {})),
        *(
            ChargingInterrupted(**car, **said)
            for said in ({"soc_percent": 52.0, "limit_percent": 80.0}, {"soc_percent": 52.0}, {})
        ),
        ChargedUnseen(**car, soc_percent=80, soc_before_percent=34, silent_since=EVENING),
        *(BatteryLow(**car, soc_percent=19.6, **said) for said in ({"range_km": 54.6}, {})),
        *(BatteryCritical(**car, soc_percent=5, step_percent=5, **said) for said in ({"range_km": 14}, {})),
        *(DriveStarted(**car, **said) for said in ({"soc_percent": 80.0}, {})),
        *(DriveEnded(**car, **bare, **said) for said in ({"soc_end_percent": 60.2}, {})),
        *(CameHome(**car, **said) for said in ({"soc_percent": 60.2}, {})),
        *(LeftHome(**car, **said) for said in ({"soc_percent": 80.0}, {})),
        CameHomeUnplugged(**car, soc_percent=5, parked_since=EVENING),
    )
    kinds: dict[str, tuple[Event, ...]] = {}
    for event in events:
        kinds[event.kind] = (*kinds.get(event.kind, ()), event)
    return kinds
