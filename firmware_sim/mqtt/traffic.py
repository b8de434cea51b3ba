"""What goes over all connections together, counted."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Traffic:
    """What all connections together have sent, and a bell for whoever waits for something to change."""

    connections: int = 0
    sent: int = 0
    under_way: int = 0  # sent, and neither taken by the broker nor lost with a connection
    taken_by_broker: int = 0  # PUBACKs
    acknowledged: int = 0  # readings the gateway has committed
    malformed_acks: int = 0
    malformed_commands: int = 0
    _bell: asyncio.Event = field(default_factory=asyncio.Event)

    def lost(self, under_way: int) -> None:
        """A connection broke while so many publishes were on their way."""
        self.under_way -= under_way
        self.ring()

    def ring(self) -> None:
        """Something changed."""
        self._bell.set()

    async def until(self, holds: Callable[[], bool], *, timeout_s: float) -> bool:
        """Wait until the claim holds; False when it did not within the time. One waiter at a time."""
        try:
            async with asyncio.timeout(timeout_s):
                while not holds():
                    self._bell.clear()
                    await self._bell.wait()
        except TimeoutError:
            return holds()
        return True
