"""What a WiCAN dongle says."""

import json
from datetime import timedelta

import pytest
from hypothesis import given, settings

from gateway.car.reading import ChargeState, Presence, Reading
from gateway.dialects import wican
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

CAR = "c0ffee123456"
RX = "wican/c0ffee123456/can/rx"


def heard(said: object, *, topic: str = RX, retained: bool = False) -> Reading | str | None:
    return outcome(wican.decode, a_message(topic, json.dumps(said), retained=retained))


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"SOC": 66.67}, {"soc_percent": 66.67}),
        pytest.param({"SOC_D": 70, "SOC": 67}, {"soc_percent": 70.0}, id="the displayed charge wins"),
        ({"RANGE": 214}, {"range_km": 214.0}),
        ({"ODOMETER": 12044}, {"odometer_km": 12044.0}),
        pytest.param({"ODOMETER_MI": 1000}, {"odometer_km": 1609.344}, id="miles"),
        ({"SPEED": 37.5}, {"speed_kmh": 37.5}),
        pytest.param({"HV_W": -7100}, {"charge_power_kw": 7.1}, id="watts that the battery gives"),
        ({"READY": "on"}, {"ignition_on": True}),
        ({"TMP_A": -8}, {"outside_c": -8.0}),
        ({"LV_V": 12.6}, {"aux_battery_v": 12.6}),
        pytest.param(
            {"alert": "low_battery", "battery_voltage": 11.8}, {"aux_battery_v": 11.8}, id="its alert"
        ),
        pytest.param(
            {"TYRE_P_FL": 36, "TYRE_P_RR": 0},
            {"tyre_kpa": (248.211252, None, None, None)},
            id="psi; no sensor, no figure",
        ),
        ({"CHARGER_CONNECTED": "on"}, {"plugged_in": True}),
        pytest.param(
            {"CHARGER_CONNECTED": "off", "CHARGING": "off"},
            {"plugged_in": False, "charge_state": ChargeState.UNPLUGGED},
            id="no cable is unplugged",
        ),
        ({"CHARGING": "on"}, {"charge_state": ChargeState.CHARGING}),
        pytest.param({"CHARGING": 1.0}, {"charge_state": ChargeState.CHARGING}, id="a bit of a frame"),
        pytest.param(
            {"CHARGING": "off"}, {"charge_state": None}, id="full, waiting or stopped: it does not say"
        ),
        ({"status": "online"}, {"presence": Presence.ONLINE}),
        ({"status": "offline"}, {"presence": Presence.OFFLINE}),
        ({"SOC": None}, {"soc_percent": None}),
        ({"SOC": "55.5", "HV_T_MAX": 31, "SOH": 97}, {"soc_percent": 55.5}),
    ],
)
def test_says(figures: dict[str, object], said: dict[str, object]) -> None:
    assert heard(figures) == read_as(CAR, **said)


def test_a_repeated_figure_is_as_old_as_the_dongle_says() -> None:
    expected = read_as(CAR, observed_at=NOW - timedelta(seconds=90), soc_percent=79.5)
    assert heard({"SOC_D": 79.5, "_meta": {"age": 90, "stale": True}}) == expected


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(
            {"bus": 0, "type": "rx", "frame": [{"id": 2024, "dlc": 8, "data": [3, 65]}]}, id="raw frames"
        ),
        {"EngineSpeed": 1165.0},
        {"HV_A": 12.5, "HV_V": 360},
        {},
    ],
)
def test_leaves_alone(said: object) -> None:
    assert heard(said) is None


def test_leaves_orders_to_the_car_alone() -> None:
    assert heard({"SOC": 50}, topic="wican/c0ffee123456/can/tx") is None


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        pytest.param(
            {"SOC": 40, "RANGE": 65535}, "range_km: should be from 0 to 2,500", id="a control unit asleep"
        ),
        ({"SOC": 255}, "soc_percent: should be from 0 to 100"),
        ({"SOC": [1]}, "soc_percent: should be a number"),
        ({"CHARGING": {}}, "charge_state: should be yes or no"),
        ({"status": "sleeping"}, "presence: should be one of online, offline"),
        ([{"SOC": 40}], "payload: should be a JSON object"),
        ({"SOC": 40, "_meta": {"age": -1}}, "_meta.age: should be seconds, at most a year"),
        ({"SOC": 40, "padding": "x" * 9000}, "payload: should be at most 8192 bytes"),
    ],
)
def test_refuses(said: object, reason: str) -> None:
    assert heard(said) == reason


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"\xff", "payload: should be UTF-8"),
        (b"CAN0,7E8", "payload: should be JSON"),
        pytest.param(b'{"SOC":nan}', "payload: should be JSON", id="not a number"),
        pytest.param(b'{"CHARGING":' + b"[" * 8000, "payload: should be JSON", id="nested without end"),
    ],
)
def test_refuses_what_is_no_json(payload: bytes, reason: str) -> None:
    assert outcome(wican.decode, a_message(RX, payload)) == reason


def test_a_cleared_status_is_a_presence_not_known() -> None:
    message = a_message("wican/c0ffee123456/can/status", "", retained=True)
    assert outcome(wican.decode, message) == read_as(CAR, retained=True, presence=None)


def test_a_cleared_group_of_figures_says_nothing() -> None:
    assert outcome(wican.decode, a_message(RX, "", retained=True)) is None


def test_what_the_broker_remembered_is_marked_so() -> None:
    assert heard({"SOC": 40}, retained=True) == read_as(CAR, retained=True, soc_percent=40.0)


def test_the_samples_show_every_figure_in_use() -> None:
    messages = sample_messages("wican")
    shown = {key for message in messages for key in json.loads(message.payload)}
    assert shown >= {*wican.USED, *wican.WHEELS}
    assert all(isinstance(outcome(wican.decode, message), Reading) for message in messages)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    topic=any_topic("wican/", ("c0ffee123456/can/rx", "c0ffee123456/can/status", "c0ffee123456/status")),
    payload=any_payload(("SOC", "CHARGING", "status", "_meta", "age", "TYRE_P_FL", "frame")),
)
def test_anything_said_on_its_topics_is_read_left_or_refused(topic: str, payload: bytes) -> None:
    heard = outcome(wican.decode, Message(topic, payload, retained=False, received_at=NOW))
    assert heard is None or isinstance(heard, Reading) or 0 < len(heard) <= LONGEST_REASON
