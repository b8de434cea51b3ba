"""Messages handed from the broker's thread to ours, in batches.

The thread appends and never waits: a callback that waits misses the keep-alive. What bounds the inbox is the
broker, which stops sending once enough is un-acknowledged (`max_inflight_messages` of Mosquitto,
`max_ack_pending` of NATS). Should one send more than INBOX_LIMIT all the same, what comes after is let go of
un-acknowledged until there is a new connection: the broker still has it, and sends it again once the session
has seen the inbox `overflowed` and empty and has broken the old one. Only QoS 0 is lost: it promises nothing.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from paho.mqtt.client import MQTTMessage

from gateway.delivery.waiting import happens
from gateway.dialects.message import Message

INBOX_LIMIT = 50_000
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
    """A queue with one thread at the one end and one task of `loop` at the other."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.overflowed = False
        self._loop = loop
        self._heard: deque[tuple[int, MQTTMessage, datetime]] = deque()
        self._news = asyncio.Event()
        self._news_wanted = False

    def __len__(self) -> int:
        return len(self._heard)

    def put(self, epoch: int, message: MQTTMessage) -> None:
        """Keep a message, or let go of it when there are far too many. For the thread; never waits."""
        if self.overflowed or len(self._heard) >= INBOX_LIMIT:
            self.overflowed = True
            return
        self._heard.append((epoch, message, datetime.now(UTC)))
        if self._news_wanted:
            self._news_wanted = False
            self._loop.call_soon_threadsafe(self._news.set)

    async def batch(self, *, within_s: float) -> Batch:
        """The next messages: up to 1,000, or those of 50 ms, or what is there when no more come for 2 ms.

        Empty when nothing comes `within_s`.
        """
        if not self._heard:
            await self._wait_for_news(within_s)
        full_at, size = self._loop.time() + BATCH_WINDOW_S, 0
        while size < len(self._heard) < BATCH_LIMIT and self._loop.time() < full_at:
            size = len(self._heard)
            await asyncio.sleep(LULL_S)
        return self._take(min(len(self._heard), BATCH_LIMIT))

    async def _wait_for_news(self, within_s: float) -> None:
        self._news.clear()
        self._news_wanted = True
        if not self._heard:  # looked at again: the thread may have put one before it could see that we wait
            await happens(self._news, within_s=within_s)
        self._news_wanted = False

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
