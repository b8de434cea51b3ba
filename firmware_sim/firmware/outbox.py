"""The car's own memory of what it said: nothing is forgotten until the gateway has it or flash is full."""

from collections import deque
from collections.abc import Iterable
from itertools import islice

import msgspec

from firmware_sim.firmware.reading import Reading

FIRST_PATIENCE_S, LONGEST_PATIENCE_S = 2.0, 120.0


class Outbox:
    """Readings the gateway has not acknowledged, oldest first.

    When the flash is full the oldest reading gives way: where a car is matters more than where it was.
    Times here are those of the link (any steady seconds), not the car's own.
    """

    def __init__(self, capacity: int, readings: Iterable[Reading] = ()) -> None:
        self.dropped = 0  # readings that gave way
        self._capacity = capacity
        self._kept: deque[Reading] = deque()
        self._sent = 0  # so many of the oldest are on their way
        self._unreadable = 0
        self._patience_s = FIRST_PATIENCE_S
        self._heard_s = 0.0
        for reading in readings:
            self.keep(reading)

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def awaited(self) -> int:
        """How many the gateway may still be expected to acknowledge."""
        return len(self._kept) - self._unreadable

    @property
    def oldest(self) -> Reading | None:
        """The reading that has waited longest."""
        return self._kept[0] if self._kept else None

    @property
    def kept(self) -> tuple[Reading, ...]:
        """All of them."""
        return tuple(self._kept)

    def keep(self, reading: Reading) -> None:
        """Remember a reading until it is acknowledged."""
        if len(self._kept) == self._capacity:
            self._forget_oldest()
            self.dropped += 1
        self._kept.append(reading)
        self._unreadable += not reading.readable

    def acknowledge(self, up_to_seq: int, *, now_s: float) -> int:
        """Forget what the gateway has committed and say how many readings that were."""
        before = len(self._kept)
        while self._kept and self._kept[0].seq <= up_to_seq:
            self._forget_oldest()
        if forgotten := before - len(self._kept):
            self._patience_s, self._heard_s = FIRST_PATIENCE_S, now_s
        return forgotten

    def take(self, *, at_most_under_way: int, now_s: float) -> list[Reading]:
        """The readings to send now; they count as under way from here on."""
        ready = list(islice(self._kept, self._sent, at_most_under_way))
        if ready and not self._sent:
            self._heard_s = now_s
        self._sent += len(ready)
        return ready

    def send_again(self) -> None:
        """Nothing is under way any more: the connection it travelled on is gone."""
        self._sent = 0

    def lose_patience(self, *, now_s: float) -> bool:
        """Start over when the gateway has been silent for long; each time in vain, wait twice as long."""
        if not self._sent or now_s - self._heard_s < self._patience_s:
            return False
        self._patience_s = min(2 * self._patience_s, LONGEST_PATIENCE_S)
        self._heard_s = now_s
        self._sent = 0
        return True

    def renumber(self, first_seq: int) -> int:
        """Number everything kept anew from here on, to be sent again, and say the next free number."""
        self._kept = deque(
            msgspec.structs.replace(reading, seq=seq) for seq, reading in enumerate(self._kept, first_seq)
        )
        self._sent = 0
        return first_seq + len(self._kept)

    def _forget_oldest(self) -> None:
        self._unreadable -= not self._kept.popleft().readable
        self._sent = max(0, self._sent - 1)
