"""What surrounds the values of other tongues: a payload's bytes, a car's id in a topic, the reading."""

import re
from datetime import datetime

import orjson

from gateway.car.reading import Reading
from gateway.dialects.judge import LONGEST_PAYLOAD
from gateway.dialects.message import MalformedMessageError, Message
from gateway.dialects.words import Fields

LONGEST_CAR_ID = 64  # characters

_CAR_ID = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_CAR_ID}}}")
_ODD = re.compile(r"[^A-Za-z0-9]")


def text(message: Message) -> str | None:
    """The payload as text. None when it is empty: a retained topic was cleared, its value is not known.

    Raises:
        MalformedMessageError: when it is too long, or no UTF-8.
    """
    if len(message.payload) > LONGEST_PAYLOAD:
        raise MalformedMessageError(f"payload: should be at most {LONGEST_PAYLOAD} bytes")
    try:
        return message.payload.decode() or None
    except UnicodeDecodeError:
        raise MalformedMessageError("payload: should be UTF-8") from None


def json_in(payload: str) -> object:
    """What a JSON text says.

    Raises:
        MalformedMessageError: when it is none, is nested without end, or has a number that is not finite.
    """
    try:
        said: object = orjson.loads(payload)
    except orjson.JSONDecodeError:
        raise MalformedMessageError("payload: should be JSON") from None
    return said


def json_object_in(payload: str) -> Fields:
    """What a JSON text says, which should be an object.

    Raises:
        MalformedMessageError: when it is none.
    """
    said = json_in(payload)
    if not isinstance(said, dict):
        raise MalformedMessageError("payload: should be a JSON object")
    return said


def car_id(name: str) -> str:
    """A name of theirs as a car's id.

    Raises:
        MalformedMessageError: when it cannot be one.
    """
    if _CAR_ID.fullmatch(name) is None:
        raise MalformedMessageError("topic: the car's name should be 1 to 64 letters, digits, _ or -")
    return name


def joined_car_id(*names: str) -> str:
    """A car's id from several names: jane.doe, phone → jane_2edoe-phone. No other names give the same id.

    Raises:
        MalformedMessageError: when it grows too long.
    """
    return car_id(joined(*names))


def joined(*names: str) -> str:
    """The same, however long it grows."""
    return "-".join(_ODD.sub(_spelled, name) for name in names)


def reading(
    message: Message, car: str, said: Fields, *, observed_at: datetime | None = None
) -> Reading | None:
    """The reading of what was said; None when nothing was. Without a time of theirs, when we heard it."""
    if not said:
        return None
    return Reading(
        car_id=car,
        observed_at=observed_at or message.received_at,
        received_at=message.received_at,
        retained=message.retained,
        unknown=frozenset(field for field, value in said.items() if value is None),
        **said,
    )


def _spelled(odd: re.Match[str]) -> str:
    return f"_{odd[0].encode(errors='surrogatepass').hex()}"
