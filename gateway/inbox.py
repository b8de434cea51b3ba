"""Messages from the broker's wire, handed on in batches.

What bounds the inbox is the broker: it stops sending once enough is un-acknowledged (Mosquitto's
`max_inflight_messages`, NATS' `max_ack_pending`). Should one send more than INBOX_LIMIT all the same, the
session stops reading until there is room. That holds the rest back in TCP and in the broker; if it lasts
longer than the keep-alive, the connection breaks and the broker sends again what was not acknowledged.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from paho.mqtt.client import MQTTMessage

from gateway.delivery.waiting import happens
from gateway.dialects.message import Message

INBOX_LIMIT = 10_000
BATCH_LIMIT, BATCH_WINDOW_S, LULL_S = 1000, 0.050, 0.002


class Receipt(NamedTuple):
    """What it takes to acknowledge one message, on the connection that brought it and on no other."""

    epoch: int
    mid: int
    qos: int


@dataclass(slots=True)
class Batch:
    """Messages in the order they came, and the receipts to give for them once they are stored."""

    messages: list[Message] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)


class Inbox:
    """A queue between the wire and the pipeline, both in one event loop."""

    def __init__(self) -> None:
        self._heard: deque[tuple[int, MQTTMessage, datetime]] = deque()
        self._news = asyncio.Event()

    def __len__(self) -> int:
        return len(self._heard)

    @property
    def full(self) -> bool:
        """Whether no more should be read for now."""
        return len(self._heard) >= INBOX_LIMIT

    def put(self, epoch: int, message: MQTTMessage) -> None:
        """Keep a message that came by this connection."""
        self._heard.append((epoch, message, datetime.now(UTC)))
        self._news.set()

    async def batch(self, *, within_s: float) -> Batch:
        """The next messages: up to 1,000, or those of 50 ms, or what is there when no more come for 2 ms.

        Empty when nothing comes `within_s`.
        """
        if not self._heard:
            self._news.clear()
            await happens(self._news, within_s=within_s)
        loop = asyncio.get_running_loop()
        full_at, size = loop.time() + BATCH_WINDOW_S, 0
        while size < len(self._heard) < BATCH_LIMIT and loop.time() < full_at:
            size = len(self._heard)
            await asyncio.sleep(LULL_S)
        return self._take(min(len(self._heard), BATCH_LIMIT))

    def _take(self, count: int) -> Batch:
        batch = Batch()
        for _ in range(count):
            epoch, heard, received_at = self._heard.popleft()
            batch.messages.append(Message(_topic(heard), bytes(heard.payload), heard.retain, received_at))
            if heard.qos:
                batch.receipts.append(Receipt(epoch, heard.mid, heard.qos))
        return batch


def _topic(heard: MQTTMessage) -> str:
    try:
        return heard.topic
    except UnicodeDecodeError:
        return "\N{REPLACEMENT CHARACTER}"  # no dialect's topic: refused, and kept in quarantine
