"""A car with something to say: events, the state they came from, and the words shipped with the project."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from gateway.car.bounds import Zone
from gateway.car.events import (
    AuxBatteryLow,
    BatteryCritical,
    BatteryLow,
    BestEconomy,
    CameHome,
    CameHomeUnplugged,
    ChargedUnseen,
    ChargeMilestone,
    ChargeWaiting,
    ChargingDone,
    ChargingInterrupted,
    ChargingStarted,
    CheaperLater,
    DayTold,
    DriveEnded,
    DriveStarted,
    Event,
    FriendsMet,
    LeftHome,
    LeftOn,
    LongestDrive,
    PluggedIn,
    RangeRisk,
    ReadyTime,
    RoundOdometer,
    ServiceDue,
    Silent,
    Towed,
    TroubleCode,
    TyreLow,
    Unplugged,
    ZoneEntered,
    ZoneLeft,
)
from gateway.car.state import CarState
from gateway.car.travel.fences import Fence
from gateway.car.travel.ground import Fix
from gateway.car.travel.places import Place
from gateway.voice.draft import Draft
from gateway.voice.persona import Personas, load_personas
from gateway.voice.profile import CarProfile
from gateway.voice.speak import speak
from gateway.voice.towns import Towns

PERSONA_FILES = Path(__file__).parents[2] / "config" / "personas"
HOME = Zone(lat=35.09, lon=137.16, radius_m=150)
IN_THE_HILLS = Zone(lat=36.2, lon=138.1, radius_m=150)
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


def a_state(*, at_home: bool | None = False, home: Zone | None = None, **said: object) -> CarState:
    """A car in Toyota City; unless that is its home, it lives where there is no town."""
    home = home or (HOME if at_home else IN_THE_HILLS)
    place = Place(fix=Fix(HOME.lat, HOME.lon, 5, EVENING), fences=(Fence(None, home, at_home),))
    return CarState(**{"car_id": "kei", "place": place} | said)


def say(
    event: Event, state: CarState | None = None, personas: Personas | None = None, **profile: object
) -> Draft | None:
    """What the car posts of an event to most who hear of it, if anything."""
    drafts = say_all(event, state, personas, **profile)
    return drafts[-1] if drafts else None


def say_all(
    event: Event, state: CarState | None = None, personas: Personas | None = None, **profile: object
) -> tuple[Draft, ...]:
    """All the car posts of an event, its owner's first."""
    return speak(event, state or a_state(), a_profile(**profile), personas or the_personas(), TOWNS)


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
    kinds: dict[str, tuple[Event, ...]] = {}
    for event in (*_of_charging(), *_of_running_low(), *_of_journeys(), *_of_health(), *_of_pleasures()):
        kinds[event.kind] = (*kinds.get(event.kind, ()), event)
    return kinds


CAR: dict[str, Any] = {"car_id": "kei", "at": EVENING}
BEGAN = EVENING - timedelta(minutes=32)


def _of_charging() -> tuple[Event, ...]:
    to_full = {"soc_percent": 34.2, "power_kw": 7.2, "ready_at": NIGHT}
    to_limit = to_full | {"limit_percent": 80.0}
    charged = {"soc_percent": 80.0, "gained_percent": 46.0, "kwh": 18.4}
    return (
        *(PluggedIn(**CAR, **said) for said in (to_full, to_limit, {"soc_percent": 34.2}, {})),
        *(Unplugged(**CAR, **said) for said in (charged, {"soc_percent": 80.0}, {})),
        *(ChargingStarted(**CAR, **said) for said in (to_full, to_limit, {"soc_percent": 34.2}, {})),
        ReadyTime(**CAR, ready_at=NIGHT),
        ReadyTime(**CAR, ready_at=NIGHT, limit_percent=80),
        ReadyTime(**CAR, ready_at=NIGHT, before=NIGHT - timedelta(minutes=50)),
        ReadyTime(**CAR, ready_at=NIGHT, before=NIGHT - timedelta(minutes=50), limit_percent=80),
        *(ChargeMilestone(**CAR, soc_percent=80.1, step_percent=80, ready_at=at) for at in (NIGHT, None)),
        ChargeWaiting(**CAR, soc_percent=34.2, starts_at=NIGHT, limit_percent=80),
        *(ChargeWaiting(**CAR, **said) for said in ({"soc_percent": 34.2, "starts_at": NIGHT}, {})),
        CheaperLater(**CAR, cheap_from=NIGHT, soc_percent=34.2, cheap_until=NIGHT + timedelta(hours=4)),
        CheaperLater(**CAR, cheap_from=NIGHT),
        *(ChargingDone(**CAR, **said) for said in (charged | {"minutes": 185}, {"soc_percent": 80.0}, {})),
        ChargingInterrupted(**CAR, soc_percent=52.0, limit_percent=80.0),
        *(ChargingInterrupted(**CAR, **said) for said in ({"soc_percent": 52.0}, {})),
        ChargedUnseen(**CAR, soc_percent=80, soc_before_percent=34, silent_since=EVENING),
    )


def _of_running_low() -> tuple[Event, ...]:
    return (
        *(BatteryLow(**CAR, soc_percent=19.6, **said) for said in ({"range_km": 54.6}, {})),
        *(BatteryCritical(**CAR, soc_percent=5, step_percent=5, **said) for said in ({"range_km": 14}, {})),
        *(RangeRisk(**CAR, arrival_percent=6.4, **said) for said in ({"soc_percent": 31.0}, {})),
    )


def _of_journeys() -> tuple[Event, ...]:
    bare = {"started_at": BEGAN, "km": 12.34, "minutes": 32.0}
    return (
        *(DriveStarted(**CAR, **said) for said in ({"soc_percent": 80.0}, {})),
        *(DriveEnded(**CAR, **bare, **said) for said in ({"soc_end_percent": 60.2}, {})),
        *(CameHome(**CAR, **said) for said in (bare | {"soc_percent": 60.2}, {"soc_percent": 60.2}, {})),
        *(LeftHome(**CAR, **said) for said in ({"soc_percent": 80.0}, {})),
        CameHomeUnplugged(**CAR, soc_percent=5, parked_since=EVENING),
        *(ZoneEntered(**CAR, zone="Aki's work", **said) for said in ({"soc_percent": 60.2}, {})),
        *(ZoneLeft(**CAR, zone="Aki's work", **said) for said in ({"soc_percent": 60.2}, {})),
        Towed(**CAR, km=1.24, parked_since=BEGAN, lat=HOME.lat, lon=HOME.lon),
        Towed(**CAR, km=1.24, parked_since=BEGAN),
        *(LeftOn(**CAR, minutes=15, **said) for said in ({"soc_percent": 60.2}, {})),
    )


def _of_health() -> tuple[Event, ...]:
    return (
        AuxBatteryLow(**CAR, volts=10.94),
        *(TyreLow(**CAR, wheel=2, degree=degree, kpa=kpa) for degree in (1, 2) for kpa in (182.0, None)),
        ServiceDue(**CAR, in_km=300, in_days=7),
        *(ServiceDue(**CAR, **said) for said in ({"in_km": 300}, {"in_days": 7}, {})),
        *(ServiceDue(**CAR, **said) for said in ({"in_km": -200}, {"in_days": -3}, {"in_km": 0})),
        *(TroubleCode(**CAR, codes=codes) for codes in (("P0A80",), ("P0A80", "U0100"))),
        Silent(**CAR, silent_since=EVENING - timedelta(days=1)),
    )


def _of_pleasures() -> tuple[Event, ...]:
    full_day = {"drives": 3, "km": 42.6, "charges": 1, "soc_percent": 76.0}
    return (
        LongestDrive(**CAR, km=231.4, started_at=BEGAN),
        BestEconomy(**CAR, wh_per_km=128.4, km=31.0, started_at=BEGAN),
        RoundOdometer(**CAR, odometer_km=20_000),
        FriendsMet(**CAR, friend="Pre-boy", friend_acct="pre-boy"),
        *(DayTold(**CAR, posts=5, **said) for said in (full_day, {"soc_percent": 76.0}, {})),
    )
