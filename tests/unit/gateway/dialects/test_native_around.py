"""What there is around a native reading: presence, clock, acknowledgement, samples and schema."""

import json
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from gateway.car.reading import ChargeState, Presence, Reading
from gateway.dialects import contract, native
from gateway.dialects.message import MalformedMessageError
from tests.builders.messages import a_message, outcome, read_as, sample_messages

LEAST = {"v": 1, "seq": 7, "observed_at": "2026-11-23T09:15:00Z"}
PRESENCE = "fleet/v1/KEI42/presence"


CLOCK = native.CLOCK_TOPIC


@pytest.mark.parametrize(("word", "presence"), [(presence.value, presence) for presence in Presence])
def test_the_modem_says_how_it_is(word: str, presence: Presence) -> None:
    assert outcome(native.decode, a_message(PRESENCE, word, retained=True)) == read_as(
        "KEI42", retained=True, presence=presence
    )


def test_an_emptied_presence_is_not_known_now() -> None:
    assert outcome(native.decode, a_message(PRESENCE, b"", retained=True)) == read_as(
        "KEI42", retained=True, presence=None
    )


@pytest.mark.parametrize("word", ["Online", "online ", "yes", "\x00"])
def test_a_modem_says_nothing_else(word: str) -> None:
    assert (
        outcome(native.decode, a_message(PRESENCE, word)) == "presence: should be online, asleep or offline"
    )


@pytest.mark.parametrize(
    "topic",
    [
        "fleet/v1/KEI42/ack",
        "fleet/v1/KEI42/telemetry/extra",
        "fleet/v1/KEI42/telemetry\n",
        f"fleet/v1/{'K' * 65}/telemetry",
        "fleet/v1/KEI 42/telemetry",
        "fleet/v1//telemetry",
        "fleet/v1/軽/telemetry",
        CLOCK,
    ],
)
def test_other_topics_carry_no_reading(topic: str) -> None:
    assert native.decode(a_message(topic, json.dumps(LEAST))) is None


def test_the_clock_tells_the_time_of_the_simulated_world() -> None:
    assert native.clock_now(a_message(CLOCK, '{"v":1,"now":"2018-01-09T22:35:02.400Z"}')) == datetime(
        2018, 1, 9, 22, 35, 2, 400_000, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "payload", ["", "{}", '{"v":2,"now":"2018-01-09T22:35:02Z"}', '{"v":1,"now":"noon"}', '{"v":1}']
)
def test_a_clock_that_tells_no_time_is_refused(payload: str) -> None:
    with pytest.raises(MalformedMessageError):
        native.clock_now(a_message(CLOCK, payload))


def test_a_car_is_told_what_it_may_forget() -> None:
    assert (native.ack_topic("KEI42"), orjson.loads(native.ack(41))) == (
        "fleet/v1/KEI42/ack",
        {"v": 1, "up_to_seq": 41},
    )


def test_the_samples_are_read_whole() -> None:
    first, *_, charging, asleep = (outcome(native.decode, message) for message in sample_messages("native"))
    assert (first, asleep) == (
        Reading(
            car_id="KEI42",
            observed_at=moment(0),
            received_at=moment(0),
            retained=True,
            presence=Presence.ONLINE,
        ),
        Reading(
            car_id="KEI42",
            observed_at=moment(60),
            received_at=moment(60),
            retained=True,
            presence=Presence.ASLEEP,
        ),
    )
    assert charging == Reading(
        car_id="KEI42",
        observed_at=moment(30),
        received_at=moment(30) + timedelta(milliseconds=100),
        seq=3,
        unknown=frozenset({"lat", "lon"}),
        soc_percent=55,
        plugged_in=True,
        charge_state=ChargeState.CHARGING,
        charge_power_kw=7.2,
        charge_limit_percent=80,
        charge_minutes_left=95,
        speed_kmh=0,
        trouble_codes=("P0A80",),
        service_in_km=-20,
    )


def moment(minutes: int) -> datetime:
    return datetime(2026, 11, 23, 8, tzinfo=UTC) + timedelta(minutes=minutes)


def test_the_schema_offers_every_word_a_reading_has() -> None:
    words = set(Reading.__struct_fields__) - {
        "car_id",
        "received_at",
        "dialect",
        "retained",
        "unknown",
        "presence",
    }
    schema = contract.json_schema()
    assert set(schema["properties"]) == words | {"v"}
    assert set(schema["required"]) == {"v", "seq", "observed_at"}
