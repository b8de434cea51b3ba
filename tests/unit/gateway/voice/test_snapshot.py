"""The live picture: presence as a person would tell it, and nothing that is not known."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from gateway.car.bounds import Bounds, NamedPlace, Zone
from gateway.car.cable.charging import Charging, Session
from gateway.car.cable.plug import Plug
from gateway.car.cable.telling import Told
from gateway.car.health.aux_battery import AuxBattery
from gateway.car.health.degree import Degree
from gateway.car.health.health import Health
from gateway.car.health.service import Service
from gateway.car.health.trouble import Trouble
from gateway.car.health.tyres import LOW, WELL, Tyres, Wheel
from gateway.car.hearing.gauges import Gauges
from gateway.car.reading import ChargeState, Presence
from gateway.car.state import CarState
from gateway.car.travel.driving import Driving, Trip
from gateway.car.travel.fences import Fence
from gateway.car.travel.motion import Motion
from gateway.car.travel.places import Place
from gateway.voice.snapshot import snapshot
from tests.builders.voice import EVENING, HOME, NIGHT, TOWNS, a_state

BOUNDS = Bounds(home=HOME)
DRIVING = Driving(trip=Trip(started_at=EVENING, news=True, confirmed=True), motion=Motion(speed_kmh=43.0))
CHARGING = Charging(
    state=ChargeState.CHARGING,
    power_kw=7.2,
    limit_percent=80,
    session=Session(started_at=EVENING, news=True, confirmed=True),
)


def picture(state: CarState, *, minutes_later: float = 0) -> dict[str, Any]:
    """The picture as it goes over the wire, so many minutes after the car was heard."""
    seen = snapshot(state, BOUNDS, TOWNS, now=EVENING + timedelta(minutes=minutes_later))
    wire: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(seen))
    return wire


def heard(**said: object) -> CarState:
    return CarState(**{"car_id": "kei", "observed_at": EVENING, "received_at": EVENING} | said)


def test_a_car_charging_at_home_is_shown_whole() -> None:
    state = a_state(
        at_home=True,
        observed_at=EVENING,
        received_at=EVENING,
        plug=Plug(plugged=True),
        charging=CHARGING,
        told=Told(forecast_at=NIGHT),
        gauges=Gauges(range_km=187.0, outside_c=12.5, aux_battery_v=12.4),
        health=Health(
            service=Service(in_km=950.0),
            tyres=Tyres(
                kpa=(240.0, 238.0, None, 190.0), wheels=(Wheel(Degree(WELL)), Wheel(Degree(LOW))) * 2
            ),
            trouble=Trouble(heard=True, present=("P0A80",), doubted=("P0562",)),
            aux_battery=AuxBattery(Degree(WELL)),
        ),
        driving=Driving(motion=Motion(speed_kmh=0.0, odometer_km=18234.6)),
    )
    assert picture(state) == {
        "car_id": "kei",
        "observed_at": "2026-11-23T10:02:00Z",
        "presence": "charging",
        "range_km": 187.0,
        "plugged_in": True,
        "charge_state": "charging",
        "charge_power_kw": 7.2,
        "charge_limit_percent": 80.0,
        "full_at": "2026-11-23T17:15:00Z",
        "lat": 35.09,
        "lon": 137.16,
        "speed_kmh": 0.0,
        "odometer_km": 18234.6,
        "outside_c": 12.5,
        "town": {"en": "Toyota", "ja": "豊田市"},
        "zone": "home",
        "health": {
            "service_in_km": 950.0,
            "trouble_codes": ["P0A80"],
            "tyre_kpa": [240.0, 238.0, None, 190.0],
            "tyre_state": "low",
            "aux_battery_v": 12.4,
            "aux_battery_low": False,
        },
    }


def test_what_is_not_known_is_not_said() -> None:
    assert picture(heard()) == {
        "car_id": "kei",
        "observed_at": "2026-11-23T10:02:00Z",
        "presence": "online",
    }


@pytest.mark.parametrize(
    ("said", "minutes_later", "presence"),
    [
        pytest.param({}, 0, "online", id="it was just heard"),
        pytest.param({"driving": DRIVING}, 0, "driving", id="under way"),
        pytest.param({"charging": CHARGING}, 0, "charging", id="energy flows"),
        pytest.param({"presence": Presence.ASLEEP}, 600, "asleep", id="asleep is not lost"),
        pytest.param({"presence": Presence.OFFLINE, "driving": DRIVING}, 0, "lost", id="its last will"),
        pytest.param({"presence": Presence.ONLINE}, 31, "asleep", id="quiet, by a modem that never says so"),
        pytest.param(
            {"presence": Presence.ONLINE, "presence_at": EVENING},
            31,
            "lost",
            id="quiet, though it said online",
        ),
    ],
)
def test_presence_is(said: dict[str, Any], minutes_later: float, presence: str) -> None:
    assert picture(heard(**said), minutes_later=minutes_later)["presence"] == presence


def test_a_charge_that_has_halted_is_no_charging_and_has_no_end() -> None:
    session = Session(started_at=EVENING, news=True, confirmed=True, halted_at=EVENING)
    state = heard(charging=Charging(power_kw=0.1, session=session), told=Told(forecast_at=NIGHT))
    assert picture(state)["presence"] == "online"
    assert "full_at" not in picture(state)


@pytest.mark.parametrize(
    ("said", "health"),
    [
        pytest.param({}, None, id="nothing is known"),
        pytest.param({"gauges": Gauges(aux_battery_v=0.0)}, None, id="a meter that wakes says 0"),
        pytest.param({"health": Health(trouble=Trouble(heard=True))}, {"trouble_codes": []}, id="no fault"),
    ],
)
def test_the_health_is(said: dict[str, Any], health: dict[str, Any] | None) -> None:
    assert picture(heard(**said)).get("health") == health


def test_a_home_the_owner_has_taken_back_is_not_shown() -> None:
    seen = snapshot(a_state(at_home=True), Bounds(home=None), TOWNS, now=EVENING)
    assert seen.zone is None


OFFICE = Zone(lat=35.2, lon=137.15, radius_m=150)
CAR_PARK = Zone(lat=35.2, lon=137.15, radius_m=400)


@pytest.mark.parametrize(
    ("fences", "zone"),
    [
        pytest.param((Fence(None, HOME, False), Fence("Office", OFFICE, True)), "Office", id="in a zone"),
        pytest.param((Fence(None, HOME, True), Fence("Office", OFFICE, True)), "home", id="home comes first"),
        pytest.param((Fence(None, HOME, False), Fence("Office", OFFICE, False)), None, id="in none"),
        pytest.param(
            (Fence(None, HOME, False), Fence("Office", CAR_PARK, True)), None, id="in one moved since"
        ),
    ],
)
def test_the_zone_shown_is(fences: tuple[Fence, ...], zone: str | None) -> None:
    bounds = Bounds(home=HOME, zones=(NamedPlace("Office", OFFICE),))
    state = heard(place=Place(fences=fences))
    assert snapshot(state, bounds, TOWNS, now=EVENING).zone == zone
