"""Our own tongue: the contract, to the letter."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.car.reading import ChargeState, Reading
from gateway.dialects import contract, native
from gateway.dialects.message import Message
from tests.builders.messages import EXAMPLES, NOW, a_message, any_payload, outcome, read_as, sample_messages

TELEMETRY = "fleet/v1/KEI42/telemetry"
PRESENCE = "fleet/v1/KEI42/presence"
CLOCK = native.CLOCK_TOPIC
LEAST = {"v": 1, "seq": 7, "observed_at": "2026-11-23T09:15:00Z"}
SECRET = "moon gate 35.123456"

CHARGE_STATES = "unplugged, waiting, charging, complete, stopped, fault"
NO_TROUBLE_CODE = r"trouble_codes[0]: should be str matching regex '^[A-Za-z0-9_.:-]{1,32}$(?!\\n)'"


def heard(**said: object) -> Reading | str | None:
    """What becomes of a message with these words beside the required ones."""
    return outcome(native.decode, a_message(TELEMETRY, json.dumps(LEAST | said)))


def heard_raw(payload: str | bytes) -> Reading | str | None:
    return outcome(native.decode, a_message(TELEMETRY, payload))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({}, {}),
        ({"soc_percent": 63.5, "range_km": 187}, {"soc_percent": 63.5, "range_km": 187.0}),
        (
            {"plugged_in": True, "charge_state": "waiting"},
            {"plugged_in": True, "charge_state": ChargeState.WAITING},
        ),
        ({"charge_power_kw": -88.5}, {"charge_power_kw": -88.5}),
        ({"lat": 35.05, "lon": -180}, {"lat": 35.05, "lon": -180.0}),
        ({"tyre_kpa": [240, None, 236, 241]}, {"tyre_kpa": (240.0, None, 236.0, 241.0)}),
        ({"trouble_codes": ["P0A80", "U0100-87"]}, {"trouble_codes": ("P0A80", "U0100-87")}),
        ({"locked": False, "tyre_alert": [0, 1, None, 2]}, {"locked": False, "tyre_alert": (0, 1, None, 2)}),
        ({"service_in_days": -3, "arrival_percent": 12}, {"service_in_days": -3.0, "arrival_percent": 12.0}),
        (
            {"charge_starts_at": "2026-11-24T08:00:00+09:00", "charge_state": "waiting"},
            {
                "charge_starts_at": datetime(2026, 11, 23, 23, 0, tzinfo=UTC),
                "charge_state": ChargeState.WAITING,
            },
        ),
        pytest.param({"charge_starts_at": None}, {"charge_starts_at": None}, id="no timer now"),
        ({"trouble_codes": []}, {"trouble_codes": ()}),
        pytest.param({"soc_percent": None}, {"soc_percent": None}, id="null is not known now"),
        pytest.param({"lat": None, "lon": None}, {"lat": None, "lon": None}, id="no position now"),
        pytest.param(
            {"lat": 0, "lon": 0, "soc_percent": 5}, {"soc_percent": 5.0}, id="no fix loses only the position"
        ),
        pytest.param({"mood": "good", "deep": {"a": [1]}}, {}, id="unknown fields are ignored"),
    ],
)
def test_says(words: dict[str, object], said: dict[str, object]) -> None:
    assert heard(**words) == read_as(
        "KEI42", observed_at=datetime(2026, 11, 23, 9, 15, tzinfo=UTC), seq=7, **said
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-23T09:15:04.250Z", datetime(2026, 11, 23, 9, 15, 4, 250_000, tzinfo=UTC)),
        ("2026-11-23T18:15:04+09:00", datetime(2026, 11, 23, 9, 15, 4, tzinfo=UTC)),
        ("1970-01-01T00:00:00Z", datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_times_are_read_as_utc(written: str, meant: datetime) -> None:
    reading = heard(observed_at=written)
    assert isinstance(reading, Reading)
    assert (reading.observed_at, reading.observed_at.tzinfo) == (meant, UTC)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"v": 2}, "v: should be int <= 1"),
        ({"v": True}, "v: should be int"),
        ({"v": 1.0}, "v: should be int"),
        ({"seq": -1}, "seq: should be int >= 0"),
        ({"seq": "7"}, "seq: should be int"),
        ({"seq": None}, "seq: should be int"),
        ({"seq": 2**63}, "seq: should be int <= 9223372036854775807"),
        ({"observed_at": 1795420800}, "observed_at: should be str"),
        ({"observed_at": "1795420800"}, "observed_at: should be written like 2026-11-23T09:15:04.250Z"),
        (
            {"observed_at": "2026-11-23T09:15:04"},
            "observed_at: should be written like 2026-11-23T09:15:04.250Z",
        ),
        (
            {"observed_at": "90/02/2032 12:08:07"},
            "observed_at: should be written like 2026-11-23T09:15:04.250Z",
        ),
        ({"observed_at": "2026-13-23T09:15:04Z"}, "observed_at: should be a day and time that exist"),
        ({"observed_at": "0001-01-01T00:00:00+14:00"}, "observed_at: should be a day and time that exist"),
        ({"soc_percent": True}, "soc_percent: should be float | null"),
        ({"soc_percent": "63.5"}, "soc_percent: should be float | null"),
        ({"soc_percent": -1}, "soc_percent: should be float >= 0.0"),
        ({"soc_percent": 100.5}, "soc_percent: should be float <= 100.0"),
        ({"soc_percent": 10**400}, "soc_percent: should be a finite number"),
        ({"plugged_in": 1}, "plugged_in: should be bool | null"),
        (
            {"charge_state": "Charging"},
            f"charge_state: should be one of {CHARGE_STATES}",
        ),
        pytest.param(
            {"charge_power_kw": 7200},
            "charge_power_kw: should be float <= 500.0",
            id="watts",
        ),
        ({"lat": 91, "lon": 0}, "lat: should be float <= 90.0"),
        ({"lat": 33.99, "lon": 1555.63}, "lon: should be float <= 180.0"),
        ({"lat": 35.05}, "lat, lon: should come together"),
        ({"lat": 35.05, "lon": None}, "lat, lon: should come together"),
        ({"tyre_kpa": [240, 240]}, "tyre_kpa: should be array of length >= 4"),
        ({"charge_starts_at": "23:00"}, "charge_starts_at: should be written like 2026-11-23T09:15:04.250Z"),
        (
            {"tyre_alert": [0, 3, 0, 0]},
            "tyre_alert[1]: should be int <= 2",
        ),
        ({"tyre_alert": [0, True, 0, 0]}, "tyre_alert[1]: should be int | null"),
        ({"trouble_codes": [SECRET * 9]}, NO_TROUBLE_CODE),
        ({"trouble_codes": ["P0A80\n"]}, NO_TROUBLE_CODE),
        ({"charge_state": "` - at `$.seq`"}, f"charge_state: should be one of {CHARGE_STATES}"),
        ({"seq": 10**4200}, "seq: should be int <= 9223372036854775807"),
    ],
)
def test_refuses(words: dict[str, object], reason: str) -> None:
    assert heard(**words) == reason


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"", "payload: should be JSON with finite numbers: Input data was truncated"),
        (b"[]", "payload: should be object"),
        (b"null", "payload: should be object"),
        (b'{"v":1}', "seq: should not be missing"),
        (
            b'{"v":1,"seq":7,"observed_at":"2026-11-23T09:15:00Z","soc_percent":NaN}',
            "payload: should be JSON with finite numbers: invalid character (byte 66)",
        ),
        (
            b'{"v":1,"seq":7,"observed_at":"2026-11-23T09:15:00Z","soc_percent":1e999}',
            "soc_percent: should be a finite number",
        ),
        (
            b'{"v":1,"seq":7,"observed_at":"2026-11-23T09:15:00Z","mood":-Infinity}',
            "payload: should be JSON with finite numbers: invalid character (byte 60)",
        ),
        (
            b'{"v":1,"seq":7,"observed_at":"2026-11-23T09:15:00Z","seq":8}',
            "payload: a key should come once only",
        ),
        (
            b'{"v":1,"seq":7,"observed_at":"2026-11-23T09:15:00Z","\\u0073eq":8}',
            "payload: a key should come once only",
        ),
        (
            b'{"v":1,"seq":7,"observed_at":"2026-11-23T09:15:00Z","a":{"b":1,"b":2}}',
            "payload: a key should come once only",
        ),
        (b"\xff" * 40, "payload: should be JSON with finite numbers: invalid character (byte 0)"),
        (
            b'{"v":1,"seq":7,"observed_at":"2026-11-23T09:15:00Z","mood":"\xff"}',
            "payload: should be JSON in UTF-8",
        ),
        (
            b'{"v":1,"seq":7,"observed_at":"2026-11-23T09:15:00Z","mood":"\xed\xa0\x80"}',
            "payload: should be JSON in UTF-8",
        ),
        (
            b'{"v":1,"seq":7,"observed_at":"2026-11-23T09:15:00Z","trouble_codes":["\xff"]}',
            "payload: should be UTF-8",
        ),
        pytest.param(b" " * 8193, "payload: should be at most 8192 bytes", id="too long"),
    ],
)
def test_refuses_the_bytes(payload: bytes, reason: str) -> None:
    assert heard_raw(payload) == reason


def test_a_bomb_of_brackets_is_refused() -> None:
    bomb = '{"v":1,"seq":7,"observed_at":"2026-11-23T09:15:00Z","a":' + "[" * 3000 + "]" * 3000 + "}"
    assert heard_raw(bomb) == "payload: should not be nested so deep"


def test_an_unknown_number_may_be_of_any_length() -> None:
    assert isinstance(heard_raw(json.dumps(LEAST)[:-1] + f', "mood": {"9" * 5000}}}'), Reading)


def test_eight_kibibytes_are_not_too_long() -> None:
    least = json.dumps(LEAST)
    assert isinstance(heard_raw(least + " " * (8192 - len(least))), Reading)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.sampled_from((TELEMETRY, PRESENCE, CLOCK, "fleet/v1/")),
    any_payload([*contract.Telemetry.__annotations__]) | st.binary(max_size=300),
)
def test_any_bytes_are_read_or_refused(topic: str, payload: bytes) -> None:
    result = outcome(native.decode, Message(topic, payload, retained=False, received_at=NOW))
    assert result is None or isinstance(result, Reading) or 0 < len(result) <= 200


WHOLE: dict[str, Any] = json.loads(sample_messages("native")[1].payload)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.sampled_from([*WHOLE]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=8,
    ),
)
def test_one_wrong_word_is_read_or_refused_and_never_quoted(word: str, said: object) -> None:
    result = heard(**(WHOLE | {word: said}))
    if isinstance(result, str):
        assert result.startswith((f"{word}", "lat, lon", "payload")), "the reason names what is wrong"


def test_a_refused_word_is_not_quoted() -> None:
    for word in contract.Telemetry.__annotations__:
        reason = heard(**{word: [SECRET]})
        assert isinstance(reason, str)
        assert SECRET not in reason
