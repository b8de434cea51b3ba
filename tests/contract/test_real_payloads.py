"""Messages that real cars, and those who carry them, are known to send: each is read, left or refused."""

import json
import re
from collections import Counter
from collections.abc import Callable

import pytest

from gateway.car.reading import ChargeState, Presence, Reading
from gateway.dialects import ovms, owntracks, saic, teslamate, wican
from gateway.dialects.message import Message
from tests.builders.messages import a_message, outcome
from tests.servers.parts import recording

pytestmark = pytest.mark.recordings

Decode = Callable[[Message], Reading | None]

DECODERS: dict[str, Decode] = {
    "ovms": ovms.decode,
    "teslamate": teslamate.decode,
    "owntracks": owntracks.decode,
    "saic": saic.decode,
    "wican": wican.decode,
}


def messages(name: str) -> list[Message]:
    lines = recording(f"payloads_{name}.jsonl").read_text("utf-8").splitlines()
    return [
        a_message(said["topic"], said["payload"], retained=bool(said.get("retain")))
        for said in map(json.loads, lines)
    ]


def readings(name: str) -> list[Reading]:
    outcomes = [outcome(DECODERS[name], message) for message in messages(name)]
    return [heard for heard in outcomes if isinstance(heard, Reading)]


def heard_and_said(name: str, tail: str) -> list[tuple[Reading, str]]:
    """The readings of all messages whose topic ends so, each with the text it was read from."""
    said = [message for message in messages(name) if message.topic.endswith(f"/{tail}")]
    pairs = [(outcome(DECODERS[name], message), message.payload.decode()) for message in said]
    return [(heard, payload) for heard, payload in pairs if isinstance(heard, Reading)]


@pytest.mark.parametrize(
    ("name", "read", "left", "refused"),
    [
        ("ovms", 55, 175, {}),
        ("teslamate", 44, 87, {"charge_starts_at: should be a day and time that exist": 1}),
        (
            "owntracks",
            5,
            9,
            {
                "lat, lon: should be a place; 0, 0 is a receiver without a fix": 4,
                "lat, lon: should come together": 1,
                "payload: should be a JSON object": 1,
                "_type: should name the kind of message": 1,
            },
        ),
        ("saic", 18, 31, {}),
        ("wican", 2, 6, {}),
    ],
)
def test_every_message_is_read_left_or_refused_for_a_reason(
    name: str, read: int, left: int, refused: dict[str, int]
) -> None:
    outcomes = [outcome(DECODERS[name], message) for message in messages(name)]
    assert sum(isinstance(heard, Reading) for heard in outcomes) == read
    assert sum(heard is None for heard in outcomes) == left
    assert Counter(heard for heard in outcomes if isinstance(heard, str)) == refused


def test_onstar2mqtt_is_a_tongue_we_do_not_speak() -> None:
    heard = messages("onstar2mqtt")
    assert len(heard) == 20
    assert {outcome(decode, message) for decode in DECODERS.values() for message in heard} == {None}


@pytest.mark.parametrize("name", DECODERS)
def test_every_reading_is_of_a_car_and_of_this_world(name: str) -> None:
    for reading in readings(name):
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", reading.car_id)
        assert reading.soc_percent is None or 0 <= reading.soc_percent <= 100
        assert reading.charge_power_kw is None or -100 < reading.charge_power_kw < 100
        assert reading.charge_minutes_left is None or 0 < reading.charge_minutes_left < 24 * 60
        assert all(kpa is None or 150 < kpa < 400 for kpa in reading.tyre_kpa or ())


@pytest.mark.parametrize("name", DECODERS)
def test_what_the_broker_remembered_stays_marked(name: str) -> None:
    pairs = [(message.retained, outcome(DECODERS[name], message)) for message in messages(name)]
    assert all(heard.retained is retained for retained, heard in pairs if isinstance(heard, Reading))


@pytest.mark.parametrize(
    ("name", "tail", "field", "times"),
    [
        ("ovms", "v/b/soc", "soc_percent", 1),
        ("ovms", "v/b/power", "charge_power_kw", -1),
        ("ovms", "v/c/duration/full", "charge_minutes_left", 1),
        ("ovms", "v/p/latitude", "lat", 1),
        ("ovms", "v/p/longitude", "lon", 1),
        ("teslamate", "usable_battery_level", "soc_percent", 1),
        ("teslamate", "power", "charge_power_kw", -1),
        ("teslamate", "odometer", "odometer_km", 1),
        ("saic", "drivetrain/power", "charge_power_kw", -1),
        ("saic", "drivetrain/mileage", "odometer_km", 1),
    ],
)
def test_a_figure_means_what_its_source_says(name: str, tail: str, field: str, times: float) -> None:
    pairs = heard_and_said(name, tail)
    assert [getattr(reading, field) for reading, _ in pairs] == [float(said) * times for _, said in pairs]
    assert pairs


def test_hours_and_bars_of_teslamate_are_minutes_and_kilopascals() -> None:
    left = [pair for pair in heard_and_said("teslamate", "time_to_full_charge") if pair[1]]
    assert [reading.charge_minutes_left for reading, _ in left] == [
        pytest.approx(60 * float(said)) for _, said in left
    ]
    for position, wheel in enumerate(("fl", "fr", "rl", "rr")):
        for reading, said in heard_and_said("teslamate", f"tpms_pressure_{wheel}"):
            assert reading.tyre_kpa is not None
            assert reading.tyre_kpa[position] == pytest.approx(100 * float(said))


def test_a_timer_a_lock_and_a_warning_of_teslamate_are_understood() -> None:
    assert {said: reading.locked for reading, said in heard_and_said("teslamate", "locked")} == {"true": True}
    warned = [reading.tyre_alert for reading, _ in heard_and_said("teslamate", "tpms_soft_warning_fl")]
    assert warned == [(1, None, None, None)]
    arrivals = [reading.arrival_percent for reading, _ in heard_and_said("teslamate", "active_route")]
    assert arrivals == [73, None]


def test_the_wheels_of_ovms_are_warned_of_together() -> None:
    assert [reading.tyre_alert for reading, _ in heard_and_said("ovms", "v/t/alert")] == [(0, 0, 0, 1)]


def test_an_empty_payload_of_teslamate_says_that_it_does_not_know() -> None:
    empty = [outcome(teslamate.decode, message) for message in messages("teslamate") if not message.payload]
    unknown = [sorted(heard.unknown) for heard in empty if isinstance(heard, Reading)]
    assert unknown == [["charge_starts_at"], ["charge_minutes_left"], ["ignition_on"]]


def test_the_words_of_ovms_for_charging_are_understood() -> None:
    states = {said: reading.charge_state for reading, said in heard_and_said("ovms", "v/c/state")}
    assert states == {
        "charging": ChargeState.CHARGING,
        "done": ChargeState.COMPLETE,
        "stopped": ChargeState.STOPPED,
    }
    plugged = {said: reading.plugged_in for reading, said in heard_and_said("ovms", "v/c/pilot")}
    assert plugged == {"yes": True, "no": False}


def test_a_last_will_is_a_car_out_of_reach() -> None:
    ovms_says = {said: reading.presence for reading, said in heard_and_said("ovms", "s/v3/connected")}
    assert ovms_says == {"yes": Presence.ONLINE, "no": Presence.OFFLINE}
    assert [reading.presence for reading in readings("wican")] == [Presence.ONLINE, Presence.OFFLINE]


def test_a_phone_tells_a_place_and_its_time_and_nothing_of_the_battery() -> None:
    for reading, said in heard_and_said("owntracks", "device") + heard_and_said("owntracks", "iphone"):
        phone = json.loads(said)
        assert (reading.lat, reading.lon, reading.observed_at.timestamp()) == (
            phone["lat"],
            phone["lon"],
            phone["tst"],
        )
        assert (reading.soc_percent, reading.charge_state, reading.aux_battery_v) == (None, None, None)
