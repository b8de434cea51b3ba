"""HEAR: bytes → Reading. One file per tongue, and the table of them."""

from collections.abc import Callable, Mapping

from gateway.car.reading import Reading
from gateway.dialects import native
from gateway.dialects.message import MalformedMessageError, Message

Dialect = Callable[[Message], Reading | None]

DIALECTS: Mapping[str, Dialect] = {
    "native": native.decode,
}
SUBSCRIPTIONS: tuple[str, ...] = native.SUBSCRIPTIONS


def decode(message: Message) -> Reading | None:
    """The reading in a message of any dialect; None where it says nothing we use.

    Raises:
        MalformedMessageError: when the sender broke its dialect's contract, or speaks none we know.
    """
    return DIALECTS[dialect_of(message.topic)](message)


def dialect_of(topic: str) -> str:
    """The name of the dialect spoken on a topic.

    Raises:
        MalformedMessageError: when there is none.
    """
    if topic.startswith("fleet/v1/"):
        return "native"
    raise MalformedMessageError(f"topic: should be of a dialect we know ({', '.join(DIALECTS)})")
