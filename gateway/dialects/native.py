"""Our own tongue: JSON under fleet/v1/<car_id>/, its clock and its acknowledgements."""

import re
from datetime import datetime

import orjson

from gateway.car.reading import Presence, Reading
from gateway.dialects import contract
from gateway.dialects.message import MalformedMessageError, Message

SUBSCRIPTIONS = ("fleet/v1/+/telemetry", "fleet/v1/+/presence")
CLOCK_TOPIC = "fleet/v1/-/clock"
ROOT = "fleet/v1/#"  # all of it is between our cars and us

_CAR_TOPIC = re.compile(r"fleet/v1/([A-Za-z0-9_-]{1,64})/(telemetry|presence)")
_PRESENCES = {presence.value.encode(): presence for presence in Presence}


def decode(message: Message) -> Reading | None:
    """The reading in a car's message; None on a topic that carries none.

    Raises:
        MalformedMessageError: when the sender broke the contract.
    """
    topic = _CAR_TOPIC.fullmatch(message.topic)
    if topic is None:
        return None
    car_id, part = topic.groups()
    return _telemetry(car_id, message) if part == "telemetry" else _presence(car_id, message)


def clock_now(message: Message) -> datetime:
    """The time in the simulated world, aware UTC.

    Raises:
        MalformedMessageError: when the message does not say one.
    """
    return contract.clock(message.payload)


def ack_topic(car_id: str) -> str:
    """Where a car listens for what it may forget."""
    return f"fleet/v1/{car_id}/ack"


def ack(up_to_seq: int) -> bytes:
    """The words for "everything up to here is kept"."""
    return orjson.dumps({"v": 1, "up_to_seq": up_to_seq})


def _telemetry(car_id: str, message: Message) -> Reading:
    said = contract.telemetry(message.payload)
    unknown = frozenset([name for name, value in said.items() if value is None])
    del said["v"]
    said["observed_at"] = contract.utc("observed_at", said["observed_at"])
    if (charge_starts_at := said.get("charge_starts_at")) is not None:
        said["charge_starts_at"] = contract.utc("charge_starts_at", charge_starts_at)
    said["car_id"], said["unknown"] = car_id, unknown  # into the same dict: it is ours, and a second is dear
    said["received_at"], said["retained"] = message.received_at, message.retained
    return Reading(**said)


def _presence(car_id: str, message: Message) -> Reading:
    word = message.payload
    if word and word not in _PRESENCES:
        raise MalformedMessageError("presence: should be online, asleep or offline")
    return Reading(
        car_id=car_id,
        observed_at=message.received_at,
        received_at=message.received_at,
        retained=message.retained,
        presence=_PRESENCES.get(word),
        unknown=frozenset() if word else frozenset({"presence"}),  # an emptied retained topic: not known
    )
