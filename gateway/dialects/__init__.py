"""HEAR: bytes → Reading. One file per tongue, and the table of them."""

from collections.abc import Callable, Mapping
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
_PATTERNS = {pattern: name for name, tongue in _TONGUES.items() for pattern in tongue.SUBSCRIPTIONS}
_FIRST_WORDS = {pattern.partition("/")[0]: name for pattern, name in _PATTERNS.items()}

DIALECTS: Mapping[str, Dialect] = {name: tongue.decode for name, tongue in _TONGUES.items()}
SUBSCRIPTIONS: tuple[str, ...] = tuple(_PATTERNS)


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
    name = _FIRST_WORDS.get(topic.partition("/")[0])
    if name is None:
        raise MalformedMessageError(f"topic: should be of a dialect we know ({', '.join(DIALECTS)})")
    return name
