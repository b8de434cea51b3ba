"""How word of a happening gets around: within one process, or among all workers through PostgreSQL."""

import asyncio
from collections.abc import Iterable
from typing import Protocol

from feed.streaming.happening import Happening

MOST_WAITING = 10_000  # happenings; beyond that the newest go untold, and readers find out when they next ask


class Word(Protocol):
    """Spreads happenings and hears of them, one's own too."""

    @property
    def is_connected(self) -> bool:
        """Whether the others hear at present."""
        ...

    @property
    def untold(self) -> int:
        """How many happenings were lost for want of room."""
        ...

    def tell(self, happenings: Iterable[Happening]) -> None:
        """Every worker will hear of these; never waits."""
        ...

    async def hear(self) -> list[Happening]:
        """The happenings since the last time, as soon as there is one."""
        ...


class Mailbox:
    """Happenings on their way, up to a bound. By itself it is the word of a single process."""

    def __init__(self, size: int = MOST_WAITING) -> None:
        self._waiting: asyncio.Queue[Happening] = asyncio.Queue(size)
        self.untold = 0
        self.is_connected = True

    def tell(self, happenings: Iterable[Happening]) -> None:
        """Put them in; what does not fit is counted and lost."""
        for happening in happenings:
            if self._waiting.full():
                self.untold += 1
            else:
                self._waiting.put_nowait(happening)

    async def hear(self) -> list[Happening]:
        """Take all there are out, at least one."""
        heard = [await self._waiting.get()]
        while not self._waiting.empty():
            heard.append(self._waiting.get_nowait())
        return heard
