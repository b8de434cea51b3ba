"""What OVMS metrics say."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from gateway.car.reading import ChargeState, Presence, Reading
from gateway.dialects import ovms
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

PREFIX = "ovms/hana/KEI42/metric/"


def heard(metric: str, payload: str | bytes, *, retained: bool = False) -> Reading | str | None:
    return outcome(ovms.decode, a_message(PREFIX + metric, payload, retained=retained))


@pytest.mark.parametrize(
    ("metric", "payload", "said"),
    [
        ("v/b/soc", "63.5", {"soc_percent": 63.5}),
        ("v/b/soc", "100.4", {"soc_percent": 100.0}),
        ("v/b/range/est", "187", {"range_km": 187.0}),
        pytest.param("v/b/power", "-6.9", {"charge_power_kw": 6.9}, id="OVMS counts what the battery gives"),
        ("v/b/power", "14.2", {"charge_power_kw": -14.2}),
        ("v/b/12v/voltage", "12.41", {"aux_battery_v": 12.41}),
        ("v/c/pilot", "yes", {"plugged_in": True}),
        ("v/c/pilot", "no", {"plugged_in": False}),
        ("v/c/state", "charging", {"charge_state": ChargeState.CHARGING}),
        ("v/c/state", "topoff", {"charge_state": ChargeState.CHARGING}),
        ("v/c/state", "done", {"charge_state": ChargeState.COMPLETE}),
        ("v/c/state", "prepare", {"charge_state": ChargeState.WAITING}),
        ("v/c/state", "timerwait", {"charge_state": ChargeState.WAITING}),
        ("v/c/state", "heating", {"charge_state": ChargeState.WAITING}),
        ("v/c/state", "stopped", {"charge_state": ChargeState.STOPPED}),
        ("v/c/limit/soc", "80", {"charge_limit_percent": 80.0}),
        pytest.param("v/c/limit/soc", "0", {"charge_limit_percent": None}, id="a limit of 0 is no limit"),
        ("v/c/duration/full", "95", {"charge_minutes_left": 95.0}),
        pytest.param("v/c/duration/full", "-1", {"charge_minutes_left": None}, id="-1 is not known"),
        ("v/e/on", "yes", {"ignition_on": True}),
        ("v/e/temp", "-4", {"outside_c": -4.0}),
        ("v/e/serv/range", "-120", {"service_in_km": -120.0}),
        pytest.param("v/p/latitude", "35.100000", {"lat": 35.1}, id="half of a place"),
        ("v/p/longitude", "137.100000", {"lon": 137.1}),
        ("v/p/speed", "42.3", {"speed_kmh": 42.3}),
        ("v/p/direction", "212", {"heading_deg": 212.0}),
        ("v/p/odometer", "18234.6", {"odometer_km": 18234.6}),
        ("v/e/locked", "no", {"locked": False}),
        ("v/t/alert", "0,1,2,0", {"tyre_alert": (0, 1, 2, 0)}),
        pytest.param(
            "v/c/timerstart",
            "23:30:00",
            {"charge_starts_at": datetime(2026, 11, 23, 23, 30, tzinfo=UTC)},
            id="today",
        ),
        pytest.param(
            "v/c/timerstart",
            "01:00:00",
            {"charge_starts_at": datetime(2026, 11, 24, 1, 0, tzinfo=UTC)},
            id="tomorrow",
        ),
        ("v/e/serv/time", "2026-12-08 21:15:00 UTC", {"service_in_days": 15.5}),
        pytest.param("v/e/serv/time", "2026-11-20 09:15:00 UTC", {"service_in_days": -3.0}, id="long due"),
        ("v/e/serv/time", "", {"service_in_days": None}),
        ("v/t/pressure", "240,238,0,241.5", {"tyre_kpa": (240.0, 238.0, None, 241.5)}),
        ("s/v3/connected", "yes", {"presence": Presence.ONLINE}),
        pytest.param("s/v3/connected", "no", {"presence": Presence.OFFLINE}, id="its last will"),
        pytest.param("v/c/pilot", "", {"plugged_in": None}, id="a cleared topic is not known, not no"),
        pytest.param("v/t/pressure", "", {"tyre_kpa": None}, id="cleared tyres"),
    ],
)
def test_says(metric: str, payload: str, said: dict[str, object]) -> None:
    assert heard(metric, payload) == read_as("hana-KEI42", **said)


@pytest.mark.parametrize(
    "metric",
    [
        pytest.param("v/e/serv/time", id="no date in UTC"),
        pytest.param("v/c/charging", id="true under recuperation, in some cars"),
        pytest.param("v/c/power", id="the grid's side"),
        pytest.param("v/c/duration/soc", id="minutes to another end"),
        pytest.param("v/d/cp", id="a door, not a cable"),
        "v/p/gpsspeed",
        "v/p/location",
        "m/freeram",
        "xvu/b/soc",
    ],
)
def test_leaves_alone(metric: str) -> None:
    assert heard(metric, "1") is None


@pytest.mark.parametrize(
    ("metric", "payload", "reason"),
    [
        ("v/b/soc", "255", "soc_percent: should be from 0 to 100"),
        ("v/b/soc", "nan", "soc_percent: should be a number"),
        ("v/b/soc", "63,5", "soc_percent: should be a number"),
        pytest.param("v/b/soc", "٦٣", "soc_percent: should be a number", id="digits of another script"),
        ("v/b/power", "1e999", "charge_power_kw: should be from -1,000 to 500"),
        ("v/p/longitude", "1555.63", "lon: should be from -180 to 180"),
        ("v/c/pilot", "maybe", "plugged_in: should be yes or no"),
        (
            "v/c/state",
            "CHARGING",
            "charge_state: should be one of charging, topoff, done, prepare, timerwait, heating, stopped",
        ),
        (
            "v/t/pressure",
            "240,238",
            "tyre_kpa: should be four figures: front left, front right, rear left, rear right",
        ),
        ("v/t/alert", "0,0,3,0", "tyre_alert: should be 0, 1 or 2"),
        ("v/c/timerstart", "11 pm", "charge_starts_at: should be a time of day like 23:30:00"),
        ("v/c/timerstart", "25:00:00", "charge_starts_at: should be a time of day that exists"),
        ("v/e/serv/time", "2026-13-08 20:00:00 UTC", "service_in_days: should be a day and time that exist"),
        pytest.param("v/b/soc", b"\xff\xfe", "payload: should be UTF-8", id="no UTF-8"),
        pytest.param("v/b/soc", "6" * 8193, "payload: should be at most 8192 bytes", id="far too long"),
    ],
)
def test_refuses(metric: str, payload: str | bytes, reason: str) -> None:
    assert heard(metric, payload) == reason


def test_what_the_broker_remembered_is_marked_so() -> None:
    assert heard("v/b/soc", "63.5", retained=True) == read_as("hana-KEI42", retained=True, soc_percent=63.5)


@pytest.mark.parametrize(
    ("topic", "car_id"),
    [
        ("ovms/hana/KEI42/metric/v/b/soc", "hana-KEI42"),
        pytest.param("ovms/aki/KEI42/metric/v/b/soc", "aki-KEI42", id="another user's car of that name"),
        pytest.param("ovms/aki/KEI 42/metric/v/b/soc", "aki-KEI_2042", id="spelled out"),
    ],
)
def test_the_car_is_named_by_its_user_and_vehicle_id(topic: str, car_id: str) -> None:
    assert outcome(ovms.decode, a_message(topic, "50")) == read_as(car_id, soc_percent=50.0)


def test_a_vehicle_id_too_long_to_name_a_car_is_refused() -> None:
    reason = "topic: the car's name should be 1 to 64 letters, digits, _ or -"
    assert outcome(ovms.decode, a_message(f"ovms/hana/{'K' * 65}/metric/v/b/soc", "50")) == reason


def test_a_car_cannot_speak_for_another_by_a_longer_topic() -> None:
    assert outcome(ovms.decode, a_message(PREFIX + "KEI7/metric/v/b/soc", "50")) is None


def test_the_samples_show_every_metric_in_use() -> None:
    messages = sample_messages("ovms")
    assert {message.topic.removeprefix(PREFIX) for message in messages} == {
        *ovms.USED,
        *ovms.COUNTED_FROM_NOW,
    }
    assert all(isinstance(outcome(ovms.decode, message), Reading) for message in messages)


@settings(max_examples=EXAMPLES, deadline=None)
@given(topic=any_topic(PREFIX, sorted({*ovms.USED, *ovms.COUNTED_FROM_NOW})), payload=any_payload())
def test_anything_said_on_its_topics_is_read_left_or_refused(topic: str, payload: bytes) -> None:
    heard = outcome(ovms.decode, Message(topic, payload, retained=False, received_at=NOW))
    assert heard is None or isinstance(heard, Reading) or 0 < len(heard) <= LONGEST_REASON
