"""What the SAIC gateway's values say."""

import pytest
from hypothesis import given, settings

from gateway.car.reading import ChargeState, Reading
from gateway.dialects import saic
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

PREFIX = "saic/hana@example.org/vehicles/LSJEXAMPLE0000042/"


def heard(value: str, payload: str | bytes, *, retained: bool = False) -> Reading | str | None:
    return outcome(saic.decode, a_message(PREFIX + value, payload, retained=retained))


@pytest.mark.parametrize(
    ("value", "payload", "said"),
    [
        ("drivetrain/soc", "63.5", {"soc_percent": 63.5}),
        ("drivetrain/range", "214.0", {"range_km": 214.0}),
        ("drivetrain/chargerConnected", "True", {"plugged_in": True}),
        ("drivetrain/chargerConnected", "False", {"plugged_in": False}),
        ("bms/chargeStatus", "UNPLUGGED", {"charge_state": ChargeState.UNPLUGGED}),
        ("bms/chargeStatus", "CHARGING_1", {"charge_state": ChargeState.CHARGING}),
        ("bms/chargeStatus", "CHARGING_10", {"charge_state": ChargeState.CHARGING}),
        ("bms/chargeStatus", "CHARGE_DONE", {"charge_state": ChargeState.COMPLETE}),
        ("bms/chargeStatus", "CHARGE_FAULT", {"charge_state": ChargeState.FAULT}),
        ("bms/chargeStatus", "SCHEDULED_CHARGING", {"charge_state": ChargeState.WAITING}),
        ("bms/chargeStatus", "CHARGING_STOPPED", {"charge_state": ChargeState.STOPPED}),
        pytest.param("bms/chargeStatus", "UNKNOWN 14", {"charge_state": None}, id="new to the gateway too"),
        pytest.param("drivetrain/power", "-6.72", {"charge_power_kw": 6.72}, id="negative while charging"),
        ("drivetrain/socTarget", "80", {"charge_limit_percent": 80.0}),
        pytest.param("drivetrain/remainingChargingTime", "5400", {"charge_minutes_left": 90.0}, id="seconds"),
        pytest.param(
            "drivetrain/remainingChargingTime", "0", {"charge_minutes_left": None}, id="0 is not known"
        ),
        (
            "location/position",
            '{"latitude":35.1,"longitude":137.1,"altitude":41}',
            {"lat": 35.1, "lon": 137.1},
        ),
        ("location/speed", "2.0", {"speed_kmh": 2.0}),
        ("location/heading", "42", {"heading_deg": 42.0}),
        ("drivetrain/mileage", "30211.4", {"odometer_km": 30211.4}),
        ("drivetrain/running", "True", {"ignition_on": True}),
        ("doors/locked", "True", {"locked": True}),
        ("climate/exteriorTemperature", "18", {"outside_c": 18.0}),
        ("drivetrain/auxiliaryBatteryVoltage", "12.7", {"aux_battery_v": 12.7}),
        pytest.param("tyres/frontRightPressure", "2.48", {"tyre_kpa": (None, 248.0, None, None)}, id="bar"),
        ("drivetrain/chargerConnected", "", {"plugged_in": None}),
        ("location/position", "", {"lat": None, "lon": None}),
    ],
)
def test_says(value: str, payload: str, said: dict[str, object]) -> None:
    assert heard(value, payload) == read_as("LSJEXAMPLE0000042", **said)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("drivetrain/charging", id="chargeStatus also says why not"),
        "drivetrain/hybrid_electrical_range",
        "location/latitude",
        "available",
        pytest.param("drivetrain/socTarget/set", id="an order to the car"),
    ],
)
def test_leaves_alone(value: str) -> None:
    assert heard(value, "True") is None


@pytest.mark.parametrize(
    ("value", "payload", "reason"),
    [
        ("drivetrain/soc", "102.3.1", "soc_percent: should be a number"),
        ("drivetrain/mileage", "-12", "odometer_km: should be from 0 to 5,000,000"),
        ("drivetrain/running", "None", "ignition_on: should be yes or no"),
        ("location/position", '{"latitude":35.1,"longitude":1555.63}', "lon: should be from -180 to 180"),
        ("location/position", "nowhere", "payload: should be JSON"),
        pytest.param("drivetrain/soc", b"\x80", "payload: should be UTF-8", id="no UTF-8"),
        pytest.param(
            "drivetrain/soc", "1" * 8193, "payload: should be at most 8192 bytes", id="far too long"
        ),
    ],
)
def test_refuses(value: str, payload: str | bytes, reason: str) -> None:
    assert heard(value, payload) == reason


def test_a_charge_status_we_never_heard_of_is_refused_with_those_we_know() -> None:
    reason = heard("bms/chargeStatus", "CHARGING_99")
    assert isinstance(reason, str)
    assert reason.startswith("charge_state: should be one of UNPLUGGED, CHARGING_1, ")


def test_what_the_broker_remembered_is_marked_so() -> None:
    expected = read_as("LSJEXAMPLE0000042", retained=True, soc_percent=44.0)
    assert heard("drivetrain/soc", "44.0", retained=True) == expected


@pytest.mark.parametrize("prefix", ["saic/hana/", "home/mg/hana/"])
def test_the_car_is_named_by_its_vin_under_any_prefix(prefix: str) -> None:
    topic = f"{prefix}vehicles/LSJEXAMPLE0000007/drivetrain/soc"
    assert outcome(saic.decode, a_message(topic, "50")) == read_as("LSJEXAMPLE0000007", soc_percent=50.0)


def test_a_car_cannot_speak_for_another_by_a_longer_topic() -> None:
    assert heard("vehicles/LSJEXAMPLE0000007/drivetrain/soc", "50") is None


def test_the_samples_show_every_value_in_use() -> None:
    messages = sample_messages("saic")
    assert {message.topic.removeprefix(PREFIX) for message in messages} == set(saic.USED)
    assert all(isinstance(outcome(saic.decode, message), Reading) for message in messages)


@settings(max_examples=EXAMPLES, deadline=None)
@given(topic=any_topic(PREFIX, sorted(saic.USED)), payload=any_payload(("latitude", "longitude")))
def test_anything_said_on_its_topics_is_read_left_or_refused(topic: str, payload: bytes) -> None:
    heard = outcome(saic.decode, Message(topic, payload, retained=False, received_at=NOW))
    assert heard is None or isinstance(heard, Reading) or 0 < len(heard) <= LONGEST_REASON
