"""The native tongue of simulated cars, byte for byte."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from firmware_sim.dialects import native
from firmware_sim.firmware.reading import Presence, Publication, Reading

AT = datetime(2026, 11, 23, 9, 15, 4, 250_000, UTC)


def test_a_reading_says_what_it_says_and_no_more() -> None:
    reading = Reading(seq=7, observed_at=AT, soc_percent=63.5, plugged_in=True, charge_minutes_left=None)
    assert native.encode("JT1", reading) == Publication(
        "fleet/v1/JT1/telemetry",
        b'{"v":1,"seq":7,"observed_at":"2026-11-23T09:15:04.250Z","soc_percent":63.5,"plugged_in":true,'
        b'"charge_minutes_left":null}',
    )


def test_a_time_that_cannot_be_read_travels_as_it_stands() -> None:
    reading = Reading(seq=1, observed_at="45/13/2040 10:00:00", lon=1555.5)
    payload = b'{"v":1,"seq":1,"observed_at":"45/13/2040 10:00:00","lon":1555.5}'
    assert native.encode("JT1", reading).payload == payload


def test_presence_is_remembered_by_the_broker_and_the_last_will_is_offline() -> None:
    assert native.encode("JT1", Presence.ASLEEP) == Publication(
        "fleet/v1/JT1/presence", b"asleep", retain=True
    )
    assert native.last_will("JT1") == Publication("fleet/v1/JT1/presence", b"offline", retain=True)


def test_the_clock_is_told_in_utc() -> None:
    tokyo = AT.astimezone(timezone(timedelta(hours=9)))
    assert native.clock(tokyo).payload == b'{"v":1,"now":"2026-11-23T09:15:04.250Z"}'


def test_an_acknowledgement_is_understood() -> None:
    assert native.acknowledged(b'{"v":1,"up_to_seq":12}') == 12


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"12",
        b"[]",
        b'{"v":2,"up_to_seq":1}',
        b'{"v":1}',
        b'{"v":1,"up_to_seq":true}',
        b'{"v":1,"up_to_seq":1.5}',
    ],
)
def test_anything_else_is_no_acknowledgement(payload: bytes) -> None:
    with pytest.raises(native.MalformedAckError):
        native.acknowledged(payload)
