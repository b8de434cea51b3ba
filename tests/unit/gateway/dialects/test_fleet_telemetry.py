"""What Tesla's fleet-telemetry says."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from gateway.car.reading import ChargeState, Presence, Reading
from gateway.dialects import fleet_telemetry
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

VIN = "5YJEXAMPLE0000042"
PREFIX = f"telemetry/{VIN}/v/"


def heard(field: str, value: object, *, retained: bool = False) -> Reading | str | None:
    return outcome(fleet_telemetry.decode, a_message(PREFIX + field, json.dumps(value), retained=retained))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("Soc", 61.2, {"soc_percent": 61.2}),
        pytest.param("Soc", "61.2", {"soc_percent": 61.2}, id="a number as a text"),
        pytest.param("Soc", {"value": 61.2}, {"soc_percent": 61.2}, id="from an older server"),
        pytest.param("Soc", None, {"soc_percent": None}, id="invalid"),
        pytest.param("Soc", "<invalid>", {"soc_percent": None}, id="invalid, from an older server"),
        ("Locked", True, {"locked": True}),
        pytest.param(
            "ScheduledChargingStartTime",
            "1795442400",
            {"charge_starts_at": datetime(2026, 11, 23, 14, 0, tzinfo=UTC)},
            id="seconds since 1970",
        ),
        pytest.param("ScheduledChargingStartTime", 0, {"charge_starts_at": None}, id="nothing planned"),
        ("ExpectedEnergyPercentAtTripArrival", 41, {"arrival_percent": 41.0}),
        pytest.param("TpmsSoftWarnings", {"rear_left": True}, {"tyre_alert": (0, 0, 1, 0)}, id="low"),
        pytest.param("TpmsSoftWarnings", {"rearLeft": False}, {"tyre_alert": (0, 0, 0, 0)}, id="well"),
        ("TpmsSoftWarnings", None, {"tyre_alert": None}),
        pytest.param("RatedRange", 200, {"range_km": 321.8688}, id="miles"),
        pytest.param("Odometer", "10000", {"odometer_km": 16093.44}, id="miles too"),
        pytest.param("VehicleSpeed", 25, {"speed_kmh": 40.2336}, id="miles per hour"),
        pytest.param("TimeToFullCharge", 1.75, {"charge_minutes_left": 105.0}, id="hours"),
        pytest.param("TpmsPressureRl", 2.9, {"tyre_kpa": (None, None, 290.0, None)}, id="bar"),
        (
            "DetailedChargeState",
            "DetailedChargeStateCharging",
            {"charge_state": ChargeState.CHARGING, "plugged_in": True},
        ),
        pytest.param(
            "DetailedChargeState",
            "Complete",
            {"charge_state": ChargeState.COMPLETE, "plugged_in": True},
            id="without the prefix",
        ),
        (
            "DetailedChargeState",
            "DetailedChargeStateDisconnected",
            {"charge_state": ChargeState.UNPLUGGED, "plugged_in": False},
        ),
        ("DetailedChargeState", "DetailedChargeStateUnknown", {"charge_state": None, "plugged_in": None}),
        ("ACChargingPower", 7.4, {"charge_power_kw": 7.4}),
        pytest.param("DCChargingPower", 0, {"charge_power_kw": None}, id="the other kind of charger"),
        ("ChargeLimitSoc", 80, {"charge_limit_percent": 80.0}),
        ("Location", {"latitude": 35.1, "longitude": 137.1}, {"lat": 35.1, "lon": 137.1}),
        ("GpsHeading", 14.5, {"heading_deg": 14.5}),
        ("Gear", "ShiftStateD", {"ignition_on": True}),
        ("Gear", "ShiftStateP", {"ignition_on": False}),
        ("Gear", "ShiftStateSNA", {"ignition_on": None}),
        ("OutsideTemp", -2, {"outside_c": -2.0}),
    ],
)
def test_says(field: str, value: object, said: dict[str, object]) -> None:
    assert heard(field, value) == read_as(VIN, **said)


@pytest.mark.parametrize(
    "field",
    [
        pytest.param("BatteryLevel", id="counts what the cold has locked away"),
        pytest.param("ChargeState", id="other words in every generation"),
        "EstBatteryRange",
        "LocatedAtHome",
        "VehicleName",
    ],
)
def test_leaves_alone(field: str) -> None:
    assert heard(field, 1) is None


@pytest.mark.parametrize("tail", ["alerts/BMS_a001/current", "errors/some", "v"])
def test_leaves_other_topics_alone(tail: str) -> None:
    assert outcome(fleet_telemetry.decode, a_message(f"telemetry/{VIN}/{tail}", "{}")) is None


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("Soc", True, "soc_percent: should be a number"),
        ("VehicleSpeed", 400, "speed_kmh: should be from 0 to 450"),
        ("Location", "(35.1 N, 137.1 E)", "lat, lon: should be an object with both"),
        ("Location", {"latitude": 35.1}, "lat, lon: should come together"),
        ("Gear", "ShiftStateX", "ignition_on: should be one of Unknown, Invalid, SNA, P, R, N, D"),
        ("Soc", "6" * 8191, "payload: should be at most 8192 bytes"),
    ],
)
def test_refuses(field: str, value: object, reason: str) -> None:
    assert heard(field, value) == reason


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"\xff", "payload: should be UTF-8"),
        (b"ShiftStateD", "payload: should be JSON"),
        pytest.param(b"NaN", "payload: should be JSON", id="not a number"),
        pytest.param(b"[" * 8000, "payload: should be JSON", id="nested without end"),
    ],
)
def test_refuses_what_is_no_json(payload: bytes, reason: str) -> None:
    assert outcome(fleet_telemetry.decode, a_message(PREFIX + "Gear", payload)) == reason


def connectivity(payload: str) -> Reading | str | None:
    return outcome(fleet_telemetry.decode, a_message(f"telemetry/{VIN}/connectivity", payload))


def test_a_change_of_connectivity_has_a_time_of_its_own() -> None:
    changed = '{"ConnectionId":"c-42","Status":"DISCONNECTED","CreatedAt":"2026-11-23T08:12:00Z"}'
    at = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
    assert connectivity(changed) == read_as(VIN, observed_at=at, presence=Presence.OFFLINE)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ('{"Status":"CONNECTED"}', "CreatedAt: should be a day and time"),
        (
            '{"Status":"CONNECTED","CreatedAt":"yesterday"}',
            "CreatedAt: should be written like 2026-11-23T09:15:04.250Z",
        ),
        (
            '{"Status":"GONE","CreatedAt":"2026-11-23T08:12:00Z"}',
            "presence: should be one of CONNECTED, DISCONNECTED",
        ),
        ("[]", "payload: should be a JSON object"),
    ],
)
def test_refuses_a_connectivity_that_makes_no_sense(payload: str, reason: str) -> None:
    assert connectivity(payload) == reason


def test_cleared_topics_are_not_known() -> None:
    assert connectivity("") == read_as(VIN, presence=None)
    assert outcome(fleet_telemetry.decode, a_message(PREFIX + "Gear", "")) == read_as(VIN, ignition_on=None)


def test_what_the_broker_remembered_is_marked_so() -> None:
    assert heard("Soc", 61.5, retained=True) == read_as(VIN, retained=True, soc_percent=61.5)


def test_the_samples_show_every_field_in_use() -> None:
    messages = sample_messages("fleet_telemetry")
    shown = {message.topic.rpartition("/")[2] for message in messages}
    assert shown == {*fleet_telemetry.USED, "connectivity"}
    assert all(isinstance(outcome(fleet_telemetry.decode, message), Reading) for message in messages)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    topic=any_topic(
        f"telemetry/{VIN}/", [*(f"v/{field}" for field in sorted(fleet_telemetry.USED)), "connectivity"]
    ),
    payload=any_payload(("value", "latitude", "longitude", "Status", "CreatedAt")),
)
def test_anything_said_on_its_topics_is_read_left_or_refused(topic: str, payload: bytes) -> None:
    heard = outcome(fleet_telemetry.decode, Message(topic, payload, retained=False, received_at=NOW))
    assert heard is None or isinstance(heard, Reading) or 0 < len(heard) <= LONGEST_REASON
