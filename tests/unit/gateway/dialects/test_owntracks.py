"""What a phone or a tracker says of its place."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from gateway.car.reading import Reading
from gateway.dialects import owntracks
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

FIX = {"_type": "location", "lat": 35.1, "lon": 137.1, "tst": 1795420800}
FOUND_AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def heard(
    said: object, *, topic: str = "owntracks/hana/phone", retained: bool = False
) -> Reading | str | None:
    return outcome(owntracks.decode, a_message(topic, json.dumps(said), retained=retained))


@pytest.mark.parametrize(
    ("also", "said"),
    [
        ({}, {}),
        ({"acc": 12, "vel": 38, "cog": 92}, {"accuracy_m": 12.0, "speed_kmh": 38.0, "heading_deg": 92.0}),
        pytest.param({"batt": 64, "bs": 2}, {}, id="the phone's battery is not the car's"),
        pytest.param({"ubatt": 4.1, "t": "9"}, {}, id="nor is the tracker's own"),
        pytest.param(
            {"ign": 1, "odometer": 88120.4, "uext": 13.9},
            {"ignition_on": True, "odometer_km": 88120.4, "aux_battery_v": 13.9},
            id="a tracker in the car",
        ),
        pytest.param({"vel": -1}, {"speed_kmh": None}, id="a phone that does not know how fast it is"),
        pytest.param({"SSID": "home", "inregions": ["Home"], "tid": "ha"}, {}, id="not ours to know"),
    ],
)
def test_says(also: dict[str, object], said: dict[str, object]) -> None:
    expected = read_as("hana-phone", observed_at=FOUND_AT, lat=35.1, lon=137.1, **said)
    assert heard(FIX | also) == expected


def test_figures_may_be_texts() -> None:
    expected = read_as("hana-phone", observed_at=FOUND_AT, lat=35.1, lon=137.1, accuracy_m=50.0)
    assert heard(FIX | {"lat": "35.1", "tst": "1795420800", "acc": "50"}) == expected


def test_a_tracker_without_a_fix_still_tells_of_the_car() -> None:
    nowhere = FIX | {"lat": 0.0, "lon": 0.0, "vel": 0, "ign": 0, "uext": 12.1}
    assert heard(nowhere) == read_as(
        "hana-phone", observed_at=FOUND_AT, ignition_on=False, aux_battery_v=12.1
    )


@pytest.mark.parametrize("kind", ["lwt", "encrypted", "card", "transition", "steps"])
def test_leaves_other_kinds_alone(kind: str) -> None:
    assert heard({"_type": kind, "tst": 1795420800, "lat": 35.1, "lon": 137.1}) is None


@pytest.mark.parametrize("part", ["event", "info", "waypoint", "cmd", "status", "step"])
def test_leaves_other_topics_alone(part: str) -> None:
    assert heard(FIX, topic=f"owntracks/hana/phone/{part}") is None


def test_a_card_with_a_face_is_left_alone_however_large() -> None:
    assert heard({"_type": "card", "face": "A" * 20_000}, topic="owntracks/hana/phone/info") is None


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"_type": "location"}, "lat, lon: should come together"),
        ({"some": "text"}, "_type: should name the kind of message"),
        ([FIX], "payload: should be a JSON object"),
        (FIX | {"lat": 91}, "lat: should be from -90 to 90"),
        (
            FIX | {"lat": 0, "lon": 0, "vel": 3},
            "lat, lon: should be a place; 0, 0 is a receiver without a fix",
        ),
        (FIX | {"tst": 0}, "tst: should be seconds since 1970"),
        pytest.param(FIX | {"tst": 1795420800000}, "tst: should be seconds since 1970", id="milliseconds"),
        ({"_type": "location", "lat": 35.1, "lon": 137.1}, "tst: should be a number"),
        (FIX | {"vel": 900}, "speed_kmh: should be from 0 to 450"),
        (FIX | {"face": "A" * 9000}, "payload: should be at most 8192 bytes"),
    ],
)
def test_refuses(said: object, reason: str) -> None:
    assert heard(said) == reason


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"\xff", "payload: should be UTF-8"),
        (b"{", "payload: should be JSON"),
        pytest.param(b'{"_type":"location","lat":NaN}', "payload: should be JSON", id="not a number"),
        pytest.param(b"[" * 8000, "payload: should be JSON", id="nested without end"),
    ],
)
def test_refuses_what_is_no_json(payload: bytes, reason: str) -> None:
    assert outcome(owntracks.decode, a_message("owntracks/hana/phone", payload)) == reason


def test_a_friend_removed_is_a_place_no_longer_known() -> None:
    expected = read_as("hana-phone", retained=True, lat=None, lon=None)
    assert outcome(owntracks.decode, a_message("owntracks/hana/phone", "", retained=True)) == expected


def test_what_the_broker_remembered_is_marked_so() -> None:
    expected = read_as("hana-phone", observed_at=FOUND_AT, retained=True, lat=35.1, lon=137.1)
    assert heard(FIX, retained=True) == expected


@pytest.mark.parametrize(
    ("topic", "car_id"),
    [
        ("owntracks/hana/kei", "hana-kei"),
        ("owntracks/hana.doe/kei", "hana_2edoe-kei"),
        pytest.param("owntracks/a-b/c", "a_2db-c", id="a-b, c"),
        pytest.param("owntracks/a/b-c", "a-b_2dc", id="and a, b-c are two cars"),
    ],
)
def test_the_car_is_named_by_user_and_device(topic: str, car_id: str) -> None:
    assert heard(FIX, topic=topic) == read_as(car_id, observed_at=FOUND_AT, lat=35.1, lon=137.1)


def test_the_samples_show_every_figure_in_use() -> None:
    messages = sample_messages("owntracks")
    shown = {key for message in messages for key in json.loads(message.payload)}
    assert shown >= {*owntracks.USED_WITH_A_FIX, *owntracks.USED_OF_TRACKERS}
    assert all(isinstance(outcome(owntracks.decode, message), Reading) for message in messages)


def test_a_fix_before_1970_is_refused_at_any_place() -> None:
    assert heard(FIX | {"tst": -5}) == "tst: should be seconds since 1970"


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    topic=any_topic("owntracks/", ("hana/phone", "hana/phone/event")),
    payload=any_payload(("_type", "lat", "lon", "tst", "ign")),
)
def test_anything_said_on_its_topics_is_read_left_or_refused(topic: str, payload: bytes) -> None:
    heard = outcome(owntracks.decode, Message(topic, payload, retained=False, received_at=NOW))
    assert heard is None or isinstance(heard, Reading) or 0 < len(heard) <= LONGEST_REASON
