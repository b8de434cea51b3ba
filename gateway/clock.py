"""Whose time it is: our own, or that of a simulated world."""

from datetime import UTC, datetime
from typing import Protocol

import msgspec

from gateway.car.reading import Reading
from gateway.dialects import native
from gateway.dialects.message import Message

DAWN = datetime(1970, 1, 1, tzinfo=UTC)  # the simulated world's time before anybody has told it


class Clock(Protocol):
    """By which late, future and due are judged."""

    @property
    def now(self) -> datetime:
        """The time, aware UTC."""

    @property
    def told(self) -> datetime | None:
        """The time to remember over a restart; None when there is no need to."""

    def hears(self, message: Message) -> bool:
        """Whether a message told the time and was heeded. Raises MalformedMessageError when it told none."""

    def can_date(self, reading: Reading) -> bool:
        """Whether it is known when this was said."""

    def date(self, reading: Reading) -> Reading:
        """The reading, heard by this clock's time."""


class WallClock:
    """The machine's own time."""

    told = None

    @property
    def now(self) -> datetime:
        """The time, aware UTC."""
        return datetime.now(UTC)

    def hears(self, message: Message) -> bool:  # noqa: ARG002
        """Nobody tells us the time."""
        return False

    def can_date(self, reading: Reading) -> bool:  # noqa: ARG002
        """We always know our own time."""
        return True

    def date(self, reading: Reading) -> Reading:
        """The reading as it is: the inbox has dated its message."""
        return reading


class SimClock:
    """The time in a simulated world, as the simulator tells it among its cars' messages. Never goes back."""

    def __init__(self, told: datetime | None) -> None:
        self.told = told

    @property
    def now(self) -> datetime:
        """The time, aware UTC."""
        return self.told or DAWN

    def hears(self, message: Message) -> bool:
        """Whether a message told the time and was heeded. Raises MalformedMessageError when it told none."""
        if message.topic != native.CLOCK_TOPIC:
            return False
        self.told = max(self.now, native.clock_now(message))
        return True

    def can_date(self, reading: Reading) -> bool:
        """Not a tongue's without dates, before anybody has told the time."""
        return self.told is not None or _is_dated(reading)

    def date(self, reading: Reading) -> Reading:
        """The reading, heard by the simulated world's time; until that is told, when it was measured."""
        if not _is_dated(reading):
            return msgspec.structs.replace(reading, observed_at=self.now, received_at=self.now)
        return msgspec.structs.replace(reading, received_at=self.told or reading.observed_at)


def _is_dated(reading: Reading) -> bool:
    """Whether it has a time of the car's own."""
    return reading.observed_at != reading.received_at
