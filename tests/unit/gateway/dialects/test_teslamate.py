"""What TeslaMate fields say."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from gateway.car.reading import ChargeState, Presence, Reading
from gateway.dialects import teslamate
from gateway.dialects.message import Message
from gateway.dialects.words import LONGEST_REASON
from tests.builders.messages import (
    EXAMPLES,
    NOW,
    a_message,
    any_payload,
    any_topic,
    outcome,
    read_as,
    sample_messages,
)

PREFIX = "teslamate/cars/7/"


def heard(field: str, payload: str | bytes, *, retained: bool = False) -> Reading | str | None:
    return outcome(teslamate.decode, a_message(PREFIX + field, payload, retained=retained))


@pytest.mark.parametrize(
    ("field", "payload", "said"),
    [
        ("state", "driving", {"presence": Presence.ONLINE}),
        ("state", "suspended", {"presence": Presence.ONLINE}),
        ("state", "asleep", {"presence": Presence.ASLEEP}),
        ("state", "offline", {"presence": Presence.OFFLINE}),
        ("state", "unavailable", {"presence": None}),
        ("usable_battery_level", "69", {"soc_percent": 69.0}),
        ("rated_battery_range_km", "301.2", {"range_km": 301.2}),
        ("plugged_in", "true", {"plugged_in": True}),
        ("plugged_in", "false", {"plugged_in": False}),
        ("charging_state", "Disconnected", {"charge_state": ChargeState.UNPLUGGED}),
        ("charging_state", "Starting", {"charge_state": ChargeState.WAITING}),
        ("charging_state", "Charging", {"charge_state": ChargeState.CHARGING}),
        ("charging_state", "Complete", {"charge_state": ChargeState.COMPLETE}),
        ("charging_state", "Stopped", {"charge_state": ChargeState.STOPPED}),
        ("charging_state", "NoPower", {"charge_state": ChargeState.STOPPED}),
        pytest.param("power", "-7", {"charge_power_kw": 7.0}, id="TeslaMate counts what the battery gives"),
        ("power", "31", {"charge_power_kw": -31.0}),
        ("charge_limit_soc", "80", {"charge_limit_percent": 80.0}),
        pytest.param("time_to_full_charge", "1.25", {"charge_minutes_left": 75.0}, id="hours"),
        pytest.param("time_to_full_charge", "0.0", {"charge_minutes_left": None}, id="no charge, no end"),
        ("location", '{"latitude":35.1,"longitude":137.1}', {"lat": 35.1, "lon": 137.1}),
        ("speed", "12", {"speed_kmh": 12.0}),
        ("heading", "340", {"heading_deg": 340.0}),
        ("odometer", "18234.61", {"odometer_km": 18234.61}),
        ("shift_state", "D", {"ignition_on": True}),
        ("shift_state", "P", {"ignition_on": False}),
        pytest.param("shift_state", "", {"ignition_on": None}, id="null is not known, not off"),
        ("outside_temp", "-3.5", {"outside_c": -3.5}),
        pytest.param("tpms_pressure_fl", "2.9", {"tyre_kpa": (290.0, None, None, None)}, id="bar, one wheel"),
        ("tpms_pressure_rr", "2.85", {"tyre_kpa": (None, None, None, 285.0)}),
        ("plugged_in", "", {"plugged_in": None}),
        ("locked", "false", {"locked": False}),
        ("tpms_soft_warning_rl", "true", {"tyre_alert": (None, None, 1, None)}),
        (
            "scheduled_charging_start_time",
            "2026-11-23T14:00:00Z",
            {"charge_starts_at": datetime(2026, 11, 23, 14, 0, tzinfo=UTC)},
        ),
        ("scheduled_charging_start_time", "", {"charge_starts_at": None}),
        ("active_route", '{"energy_at_arrival":73,"error":null}', {"arrival_percent": 73.0}),
        ("active_route", '{"error":"No active route available"}', {"arrival_percent": None}),
        pytest.param("active_route", "nil", {"arrival_percent": None}, id="nil is none"),
        ("location", "", {"lat": None, "lon": None}),
    ],
)
def test_says(field: str, payload: str, said: dict[str, object]) -> None:
    assert heard(field, payload) == read_as("7", **said)


@pytest.mark.parametrize(
    ("field", "payload"),
    [
        pytest.param("battery_level", "71", id="counts what the cold has locked away"),
        pytest.param("charger_power", "7", id="power says it too"),
        pytest.param("latitude", "35.1", id="half of location"),
        ("geofence", "Home"),
        ("healthy", "true"),
        pytest.param("location", '{"latitude":0.0,"longitude":0.0}', id="a receiver without a fix"),
        pytest.param("tpms_pressure_fl", "0.0", id="a sensor asleep"),
        pytest.param("tpms_pressure_fl", "", id="a sensor not there"),
    ],
)
def test_leaves_alone(field: str, payload: str) -> None:
    assert heard(field, payload) is None


@pytest.mark.parametrize(
    ("field", "payload", "reason"),
    [
        ("usable_battery_level", "nil", "soc_percent: should be a number"),
        ("power", "-7000000", "charge_power_kw: should be from -1,000 to 500"),
        ("location", "35.1,137.1", "payload: should be JSON"),
        ("location", "[35.1,137.1]", "lat, lon: should be an object with both"),
        ("location", '{"latitude":35.1}', "lat, lon: should come together"),
        ("location", '{"latitude":95.1,"longitude":137.1}', "lat: should be from -90 to 90"),
        ("location", '{"latitude":NaN,"longitude":137.1}', "payload: should be JSON"),
        ("active_route", "Home", "payload: should be JSON"),
        (
            "scheduled_charging_start_time",
            "soon",
            "charge_starts_at: should be written like 2026-11-23T09:15:04.250Z",
        ),
        ("shift_state", "S", "ignition_on: should be one of P, R, N, D"),
        pytest.param("location", "[" * 8000, "payload: should be JSON", id="nested without end"),
        pytest.param("state", b"\xc3", "payload: should be UTF-8", id="no UTF-8"),
        pytest.param("state", "x" * 8193, "payload: should be at most 8192 bytes", id="far too long"),
    ],
)
def test_refuses(field: str, payload: str | bytes, reason: str) -> None:
    assert heard(field, payload) == reason


def test_what_the_broker_remembered_is_marked_so() -> None:
    assert heard("speed", "0", retained=True) == read_as("7", retained=True, speed_kmh=0.0)


@pytest.mark.parametrize(
    ("topic", "car_id"),
    [
        ("teslamate/cars/1/speed", "1"),
        pytest.param("teslamate/hana/cars/1/speed", "hana-1", id="a namespace"),
        pytest.param("teslamate/account_0/cars/1/speed", "account_5f0-1", id="spelled out"),
        pytest.param("teslamate/hana-1/cars/2/speed", "hana_2d1-2", id="no two names alike"),
    ],
)
def test_the_car_is_named_by_its_namespace_and_number(topic: str, car_id: str) -> None:
    assert outcome(teslamate.decode, a_message(topic, "0")) == read_as(car_id, speed_kmh=0.0)


def test_the_samples_show_every_field_in_use() -> None:
    messages = sample_messages("teslamate")
    assert {message.topic.removeprefix(PREFIX) for message in messages} == set(teslamate.USED)
    assert all(isinstance(outcome(teslamate.decode, message), Reading) for message in messages)


@settings(max_examples=EXAMPLES, deadline=None)
@given(topic=any_topic(PREFIX, sorted(teslamate.USED)), payload=any_payload(("latitude", "longitude")))
def test_anything_said_on_its_topics_is_read_left_or_refused(topic: str, payload: bytes) -> None:
    heard = outcome(teslamate.decode, Message(topic, payload, retained=False, received_at=NOW))
    assert heard is None or isinstance(heard, Reading) or 0 < len(heard) <= LONGEST_REASON
