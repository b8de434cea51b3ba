"""Identifiers that sort by time: milliseconds since 1970, then who made it and its number.

They are handed out as decimal strings of constant width, so text and number sort alike. The layout is
Mastodon's, so a client that turns a date into an id finds its place. Five of the low bits are the
worker, eleven a sequence: 32 workers may each make 2,048 ids in a millisecond without a clash.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

WORKERS = 32
COMMAND_LINE_WORKER = WORKERS - 1  # the operator's commands run beside the server's workers

_SEQUENCE = 1 << 11
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Ids:
    """A maker of identifiers that only ever grow, even when the clock is set back."""

    def __init__(self, clock: Callable[[], datetime], *, worker: int = 0) -> None:
        if not 0 <= worker < WORKERS:
            raise ValueError(f"worker {worker} is not one of 0..{WORKERS - 1}")
        self._clock = clock
        self._worker = worker
        self._last = 0  # milliseconds * _SEQUENCE + sequence of the newest id

    def next(self) -> int:
        """A new identifier, larger than every earlier one of this maker."""
        self._last = max(milliseconds(self._clock()) * _SEQUENCE, self._last + 1)
        return self._last // _SEQUENCE << 16 | self._last % _SEQUENCE * WORKERS + self._worker


def milliseconds(moment: datetime) -> int:
    """Whole milliseconds since 1970."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def moment_of(identifier: int) -> datetime:
    """When the thing with this identifier was made, to the millisecond."""
    return _EPOCH + timedelta(milliseconds=identifier >> 16)


def first_id_at(moment: datetime) -> int:
    """The smallest identifier of that moment: a cursor."""
    return milliseconds(moment) << 16
