"""Our own tongue: JSON under fleet/v1/<car_id>/, its contract, its clock and its acknowledgements."""

from datetime import datetime

import orjson

from gateway.dialects.message import MalformedMessageError, Message

SUBSCRIPTIONS = ("fleet/v1/+/telemetry", "fleet/v1/+/presence")
CLOCK_TOPIC = "fleet/v1/-/clock"


def clock_now(message: Message) -> datetime:
    """The time in the simulated world, aware UTC.

    Raises:
        MalformedMessageError: when the clock's message does not say one.
    """
    raise MalformedMessageError("a clock message must be an object with v and now")


def ack_topic(car_id: str) -> str:
    """Where a car listens for what it may forget."""
    return f"fleet/v1/{car_id}/ack"


def ack(up_to_seq: int) -> bytes:
    """The words "everything up to here is kept"."""
    return orjson.dumps({"v": 1, "up_to_seq": up_to_seq})
