"""The native tongue, version 1: fleet/v1/<car_id>/…; encoded by hand, as firmware from elsewhere would."""

from datetime import UTC, datetime
from typing import Literal

import msgspec
import orjson
from msgspec import UNSET

from firmware_sim.firmware.commands import Command, Result
from firmware_sim.firmware.reading import Presence, Publication, Reading

CLOCK_TOPIC = "fleet/v1/-/clock"
FIELDS = tuple(name for name in Reading.__struct_fields__ if name not in ("seq", "observed_at"))


class MalformedAckError(ValueError):
    """What came on an ack topic is not an acknowledgement."""


class MalformedCommandError(ValueError):
    """What came on a command topic is no command."""


class _Command(msgspec.Struct, frozen=True, kw_only=True):
    """As it stands on the wire."""

    v: Literal[1]
    id: str
    name: str
    expires_at: datetime | None = None
    percent: float | None = None
    starts_at: datetime | None = None


def encode(car_id: str, said: Reading | Presence) -> Publication:
    """The publish that says it."""
    if isinstance(said, Presence):
        return Publication(f"fleet/v1/{car_id}/presence", said.value.encode(), retain=True)
    observed_at = said.observed_at
    telemetry: dict[str, object] = {
        "v": 1,
        "seq": said.seq,
        "observed_at": moment(observed_at) if isinstance(observed_at, datetime) else observed_at,
    }
    for name in FIELDS:
        value = getattr(said, name)
        if value is not UNSET:
            telemetry[name] = moment(value) if isinstance(value, datetime) else value
    return Publication(f"fleet/v1/{car_id}/telemetry", orjson.dumps(telemetry))


def speak(car_id: str, said: Reading | Presence) -> tuple[Publication, ...]:
    """The same as every tongue has it."""
    return (encode(car_id, said),)


def last_will(car_id: str) -> Publication:
    """What the broker says for a car whose connection broke."""
    return encode(car_id, Presence.OFFLINE)


def clock(now: datetime) -> Publication:
    """The time in the simulated world."""
    return Publication(CLOCK_TOPIC, orjson.dumps({"v": 1, "now": moment(now)}))


def command_topic(car_id: str) -> str:
    """Where a car is asked to do something."""
    return f"fleet/v1/{car_id}/command"


def command(payload: bytes) -> Command:
    """What is asked. Raises MalformedCommandError when the payload does not say so."""
    try:
        told = msgspec.json.decode(payload, type=_Command)
    except msgspec.DecodeError as error:
        raise MalformedCommandError(str(error)) from error
    return Command(
        id=told.id, name=told.name, expires_at=told.expires_at, percent=told.percent, starts_at=told.starts_at
    )


def result(car_id: str, became: Result) -> Publication:
    """What became of a command."""
    told = {"v": 1, "id": became.id, "ok": became.ok, "detail": became.detail}
    return Publication(f"fleet/v1/{car_id}/result", orjson.dumps(told))


def ack_topic(car_id: str) -> str:
    """Where the gateway tells a car what it has committed."""
    return f"fleet/v1/{car_id}/ack"


def car_of(topic: str) -> str:
    """The car a topic is about."""
    return topic.split("/")[2]


def acknowledged(payload: bytes) -> int:
    """Up to which seq everything is committed. Raises MalformedAckError when the payload does not say so."""
    try:
        ack = orjson.loads(payload)
    except orjson.JSONDecodeError as error:
        raise MalformedAckError("an acknowledgement is JSON") from error
    if not isinstance(ack, dict) or ack.get("v") != 1 or type(ack.get("up_to_seq")) is not int:
        raise MalformedAckError('an acknowledgement says {"v":1,"up_to_seq":<whole number>}')
    return int(ack["up_to_seq"])


def moment(at: datetime) -> str:
    """A time as the wire wants it: UTC, milliseconds, Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
