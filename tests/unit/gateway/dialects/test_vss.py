"""What VSS signals say, bare or by VISS."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from gateway.car.reading import ChargeState, Reading
from gateway.dialects import vss
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

PREFIX = "vss/kei42/Vehicle/"
BATTERY = "Powertrain/TractionBattery"
AT_8, LATER = "2026-11-23T08:00:00Z", "2026-11-23T08:00:05.500Z"


def heard(path: str, value: str | bytes, *, retained: bool = False) -> Reading | str | None:
    return outcome(vss.decode, a_message(PREFIX + path, value, retained=retained))


def heard_by_viss(said: object) -> Reading | str | None:
    return outcome(vss.decode, a_message("vss/kei42", json.dumps(said)))


def signal(path: str, value: object, at: object = AT_8) -> dict[str, object]:
    return {"path": f"Vehicle.{path}", "dp": {"value": value, "ts": at}}


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (f"{BATTERY}/StateOfCharge/Displayed", "66.5", {"soc_percent": 66.5}),
        (f"{BATTERY}/StateOfCharge/Current", "61", {"soc_percent": 61.0}),
        pytest.param(f"{BATTERY}/Range", "204000", {"range_km": 204.0}, id="metres"),
        pytest.param(
            f"{BATTERY}/CurrentPower", "-9800", {"charge_power_kw": -9.8}, id="watts into the battery"
        ),
        pytest.param(
            f"{BATTERY}/Charging/TimeToComplete", "5400", {"charge_minutes_left": 90.0}, id="seconds"
        ),
        pytest.param(
            f"{BATTERY}/Charging/TimeToComplete", "0", {"charge_minutes_left": None}, id="none or done"
        ),
        (f"{BATTERY}/Charging/ChargeLimit", "80", {"charge_limit_percent": 80.0}),
        (f"{BATTERY}/Charging/IsCharging", "true", {"charge_state": ChargeState.CHARGING}),
        pytest.param(
            f"{BATTERY}/Charging/IsCharging", "false", {"charge_state": None}, id="it does not say why"
        ),
        pytest.param(
            f"{BATTERY}/Charging/IsChargingCableConnected", "true", {"plugged_in": True}, id="VSS 4"
        ),
        pytest.param(
            f"{BATTERY}/Charging/ChargingPort/AnyPosition/IsChargingCableConnected",
            "false",
            {"plugged_in": False},
            id="VSS 5",
        ),
        pytest.param("CurrentLocation/Latitude", "35.1", {"lat": 35.1}, id="half of a place"),
        ("CurrentLocation/HorizontalAccuracy", "4.5", {"accuracy_m": 4.5}),
        ("CurrentLocation/Heading", "300", {"heading_deg": 300.0}),
        ("Speed", "48.5", {"speed_kmh": 48.5}),
        ("LowVoltageSystemState", "ON", {"ignition_on": True}),
        ("LowVoltageSystemState", "ACC", {"ignition_on": False}),
        ("LowVoltageSystemState", "UNDEFINED", {"ignition_on": None}),
        ("Exterior/AirTemperature", "7.5", {"outside_c": 7.5}),
        ("LowVoltageBattery/CurrentVoltage", "14.0", {"aux_battery_v": 14.0}),
        ("Chassis/Axle/Row2/Wheel/Left/Tire/Pressure", "238", {"tyre_kpa": (None, None, 238.0, None)}),
        pytest.param("Service/DistanceToService", "-120", {"service_in_km": -120.0}, id="overdue"),
        pytest.param("Service/TimeToService", "1296000", {"service_in_days": 15.0}, id="seconds"),
        ("Service/IsServiceDue", "true", {"service_in_days": 0.0}),
        ("Chassis/Axle/Row1/Wheel/Right/Tire/IsPressureLow", "true", {"tyre_alert": (None, 1, None, None)}),
        ("OBD/DTCList", "P0A80, U0100", {"trouble_codes": ("P0A80", "U0100")}),
        ("OBD/DTCList", "", {"trouble_codes": None}),
        ("Speed", "", {"speed_kmh": None}),
    ],
)
def test_says(path: str, value: str, said: dict[str, object]) -> None:
    assert heard(path, value) == read_as("kei42", **said)


@pytest.mark.parametrize(
    ("topic", "car_id"),
    [
        ("vss/kei42/Vehicle/Speed", "kei42"),
        ("vss/kei42/Vehicle.Speed", "kei42"),
        pytest.param("vss/Vehicle/Speed", "car", id="the only car of its broker"),
        ("vss/Vehicle.Speed", "car"),
    ],
)
def test_dots_and_slashes_part_a_path_alike(topic: str, car_id: str) -> None:
    assert outcome(vss.decode, a_message(topic, "42")) == read_as(car_id, speed_kmh=42.0)


def test_viss_gives_a_value_its_time() -> None:
    expected = read_as("kei42", observed_at=datetime(2026, 11, 23, 8, 0, tzinfo=UTC), speed_kmh=42.0)
    assert (
        heard_by_viss({"action": "subscription", "subscriptionId": "1", "data": signal("Speed", "42")})
        == expected
    )


def test_a_bare_signal_will_do() -> None:
    expected = read_as("kei42", observed_at=datetime(2026, 11, 23, 8, 0, tzinfo=UTC), speed_kmh=42.0)
    assert heard_by_viss(signal("Speed", 42)) == expected


@pytest.mark.parametrize(
    ("mode", "starts_at"),
    [
        ("START_TIME", datetime(2026, 11, 23, 23, 0, tzinfo=UTC)),
        pytest.param("END_TIME", None, id="a time to be full by"),
        ("INACTIVE", None),
    ],
)
def test_a_timer_is_understood_by_its_mode(mode: str, starts_at: datetime | None) -> None:
    timer = "Powertrain.TractionBattery.Charging.Timer"
    said = [signal(f"{timer}.Mode", mode), signal(f"{timer}.Time", "2026-11-23T23:00:00Z")]
    at_8 = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert heard_by_viss({"data": said}) == read_as("kei42", observed_at=at_8, charge_starts_at=starts_at)


def test_signals_heard_together_are_one_reading_as_of_the_newest() -> None:
    charge = "Powertrain.TractionBattery.StateOfCharge"
    said = [
        signal(f"{charge}.Displayed", "66"),
        signal(f"{charge}.Current", "61.5"),
        signal("CurrentLocation.Latitude", "35.1", LATER),
        signal("CurrentLocation.Longitude", "137.1", LATER),
        signal("Cabin.Seat.Row1.DriverSide.IsOccupied", "true", "2026-11-23T09:00:00Z"),
    ]
    newest = datetime(2026, 11, 23, 8, 0, 5, 500_000, tzinfo=UTC)
    expected = read_as("kei42", observed_at=newest, soc_percent=66.0, lat=35.1, lon=137.1)
    assert heard_by_viss({"data": said}) == expected


def test_of_the_history_of_a_signal_the_newest_point_counts() -> None:
    points = [{"value": "42", "ts": LATER}, {"value": "40", "ts": AT_8}]
    newest = datetime(2026, 11, 23, 8, 0, 5, 500_000, tzinfo=UTC)
    expected = read_as("kei42", observed_at=newest, speed_kmh=42.0)
    assert heard_by_viss({"data": {"path": "Vehicle.Speed", "dp": points}}) == expected


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("TraveledDistance", id="km or metres: it does not say"),
        pytest.param(f"{BATTERY}/Charging/Timer/Time", id="to start or to end: it does not say"),
        "Powertrain/Range",
        "IsMoving",
        "Speed/Limit",
    ],
)
def test_leaves_alone(path: str) -> None:
    assert heard(path, "12") is None


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"error": {"number": 404}, "requestId": "7"}, id="an error"),
        {"action": "subscribe", "subscriptionId": "7"},
        {"data": []},
        {"data": signal("Cabin.Lights.AmbientLight.Intensity", "3", at="never")},
    ],
)
def test_leaves_answers_without_values_alone(said: object) -> None:
    assert heard_by_viss(said) is None


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("OBD/DTCList", "P0A80,a code", "trouble_codes: should be codes like P0A80"),
        ("OBD/DTCList", "P1," * 65, "trouble_codes: should be a list of at most 64 codes"),
        ("Speed", "fast", "speed_kmh: should be a number"),
        (f"{BATTERY}/CurrentPower", "9800000", "charge_power_kw: should be from -1,000 to 500"),
        ("LowVoltageSystemState", "on", "ignition_on: should be one of UNDEFINED, LOCK, OFF, ACC, ON, START"),
        pytest.param("Speed", b"\xff", "payload: should be UTF-8", id="no UTF-8"),
        pytest.param("Speed", "4" * 8193, "payload: should be at most 8192 bytes", id="far too long"),
    ],
)
def test_refuses(path: str, value: str | bytes, reason: str) -> None:
    assert heard(path, value) == reason


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ([], "payload: should be a JSON object"),
        ({"data": 3}, "data, dp: should be objects or lists of them"),
        ({"data": {"path": "Vehicle.Speed"}}, "data, dp: should be objects or lists of them"),
        (signal("Speed", "42", at=None), "ts: should be a day and time"),
        (signal("Speed", "42", at="08:00"), "ts: should be written like 2026-11-23T09:15:04.250Z"),
        (signal("Speed", "42", at="2026-02-30T08:00:00Z"), "ts: should be a day and time that exist"),
        (signal("Speed", {"value": 4}), "speed_kmh: should be a number"),
    ],
)
def test_refuses_viss_that_makes_no_sense(said: object, reason: str) -> None:
    assert heard_by_viss(said) == reason


def test_what_the_broker_remembered_is_marked_so() -> None:
    assert heard("Speed", "0", retained=True) == read_as("kei42", retained=True, speed_kmh=0.0)


def test_the_samples_show_every_signal_in_use() -> None:
    messages = sample_messages("vss")
    bare = {message.topic.partition("Vehicle")[2][1:].replace("/", ".") for message in messages}
    by_viss = {"Powertrain.TractionBattery.StateOfCharge.Current"}
    assert bare | by_viss == {*vss.USED, ""}
    assert all(isinstance(outcome(vss.decode, message), Reading) for message in messages)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    topic=any_topic("vss/", [*(f"kei42/Vehicle.{path}" for path in sorted(vss.USED)), "kei42"]),
    payload=any_payload(("path", "dp", "data", "value", "ts")),
)
def test_anything_said_on_its_topics_is_read_left_or_refused(topic: str, payload: bytes) -> None:
    heard = outcome(vss.decode, Message(topic, payload, retained=False, received_at=NOW))
    assert heard is None or isinstance(heard, Reading) or 0 < len(heard) <= LONGEST_REASON
