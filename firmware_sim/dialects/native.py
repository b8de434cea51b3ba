"""The native tongue, version 1: fleet/v1/<car_id>/…; encoded by hand, as firmware from elsewhere would."""

from datetime import UTC, datetime

import orjson
from msgspec import UNSET

from firmware_sim.firmware.reading import Presence, Publication, Reading

CLOCK_TOPIC = "fleet/v1/-/clock"
FIELDS = tuple(name for name in Reading.__struct_fields__ if name not in ("seq", "observed_at"))


class MalformedAckError(ValueError):
    """What came on an ack topic is not an acknowledgement."""


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
