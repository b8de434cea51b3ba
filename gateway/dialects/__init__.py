"""HEAR: bytes → Reading. One file per tongue, and the table of them."""

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Protocol

from gateway.car.reading import Reading
from gateway.dialects import fleet_telemetry, native, ovms, owntracks, saic, teslamate, vss, wican
from gateway.dialects.message import MalformedMessageError, Message

Dialect = Callable[[Message], Reading | None]


class Tongue(Protocol):
    """What the file of a dialect holds."""

    @property
    def SUBSCRIPTIONS(self) -> tuple[str, ...]:  # noqa: N802
        """The topics it is spoken on. No two dialects share a first word."""

    def decode(self, message: Message) -> Reading | None:
        """The reading in a message; None where it says nothing we use."""


_TONGUES: Mapping[str, Tongue] = {
    "native": native,
    "ovms": ovms,
    "teslamate": teslamate,
    "owntracks": owntracks,
    "saic": saic,
    "wican": wican,
    "fleet_telemetry": fleet_telemetry,
    "vss": vss,
}
_FIRST_WORDS = {
    pattern.partition("/")[0]: name for name, tongue in _TONGUES.items() for pattern in tongue.SUBSCRIPTIONS
}

DIALECTS: Mapping[str, Dialect] = {name: tongue.decode for name, tongue in _TONGUES.items()}


def subscriptions(listened_to: Iterable[str]) -> tuple[str, ...]:
    """The topics on which these dialects are spoken."""
    return tuple(pattern for name in listened_to for pattern in _TONGUES[name].SUBSCRIPTIONS)


def decode(message: Message, listened_to: Container[str] = DIALECTS) -> Reading | None:
    """The reading in a message of a dialect we listen to; None where it says nothing we use.

    Raises:
        MalformedMessageError: when the sender broke its dialect's contract, or speaks none we listen to.
    """
    name = dialect_of(message.topic)
    if name not in listened_to:
        raise MalformedMessageError(f"topic: this gateway does not listen to {name}")
    return DIALECTS[name](message)


def dialect_of(topic: str) -> str:
    """The name of the dialect spoken on a topic.

    Raises:
        MalformedMessageError: when there is none.
    """
    name = _FIRST_WORDS.get(topic.partition("/")[0])
    if name is None:
        raise MalformedMessageError(f"topic: should be of a dialect we know ({', '.join(DIALECTS)})")
    return name
