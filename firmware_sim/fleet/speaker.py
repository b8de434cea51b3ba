"""The one voice of all recorded cars: time and readings in one order, kept until the gateway has them."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from heapq import merge
from math import inf
from operator import attrgetter
from uuid import uuid4

from firmware_sim.dialects import native
from firmware_sim.firmware.outbox import Outbox
from firmware_sim.firmware.reading import Reading
from firmware_sim.mqtt.broker import Broker
from firmware_sim.mqtt.link import Link
from firmware_sim.mqtt.traffic import Traffic
from firmware_sim.recordings.reader import Recorded

WINDOW = 500  # readings that may wait for the gateway's word at once
CLOCK_STEP_S = 5.0  # of recorded time
LEAP_S = 300.0  # of recorded time: before such a jump, all that was said must have arrived
LEAP_PATIENCE_S = 5.0  # a row that cannot be taken in, just before a leap, is never acknowledged
LOOK_AGAIN_S = 0.25
AFTERWARDS_S = 3600.0  # a last word of the clock, so that what is still to be said is said


class Speaker:
    """Says one recorded reading after another over one connection."""

    def __init__(
        self,
        cars: Iterable[str],
        broker: Broker,
        traffic: Traffic,
        *,
        waits_for_acks: bool,
        ack_timeout_s: float,
    ) -> None:
        self.now_s = -inf  # recorded time, Unix seconds
        self.stopped = False
        self.waiting = 0  # readings the gateway can take in and has not acknowledged
        self._traffic = traffic
        self._waits_for_acks, self._ack_timeout_s = waits_for_acks, ack_timeout_s
        capacity = 10**9 if waits_for_acks else WINDOW
        self._outboxes = {car_id: Outbox(capacity) for car_id in cars}
        self._told_s = -inf
        self._heard_s = time.monotonic()
        self.link = Link(
            broker,
            f"sim-replay-{uuid4().hex[:12]}",
            traffic,
            subscriptions=[native.ack_topic(car_id) for car_id in self._outboxes],
            on_connected=self._on_connected,
            on_message=self._on_message,
        )

    @property
    def now(self) -> datetime:
        """The recorded time that was reached."""
        return datetime.fromtimestamp(max(self.now_s, 0.0), UTC)

    def stop(self) -> None:
        """Say no more."""
        self.stopped = True
        self._traffic.ring()

    async def may_say(self, recorded: Recorded) -> bool:
        """Wait until there is room for another reading; False when there will be none."""
        if self._waits_for_acks and recorded.at_s - self.now_s > LEAP_S:
            await self._until(lambda: self.waiting == 0, patience_s=LEAP_PATIENCE_S)
        return await self._until(self._has_room, patience_s=self._ack_timeout_s)

    def say(self, recorded: Recorded) -> None:
        """Send it, and keep it until it is acknowledged."""
        self.now_s = recorded.at_s
        outbox = self._outboxes[recorded.car_id]
        outbox.keep(recorded.reading)
        self.waiting += recorded.reading.readable
        for reading in outbox.take(at_most_under_way=len(outbox), now_s=time.monotonic()):
            self._send(recorded.car_id, recorded.at_s, reading)

    async def finish(self) -> None:
        """Wait for what is still to be acknowledged, and tell the time once more, later."""
        if self._waits_for_acks:
            await self._until(lambda: self.waiting == 0, patience_s=self._ack_timeout_s)
        if not self.stopped:
            self.link.publish(native.clock(datetime.fromtimestamp(self.now_s + AFTERWARDS_S, UTC)))
        await self._traffic.until(lambda: self._traffic.under_way == 0, timeout_s=self._ack_timeout_s)

    def _has_room(self) -> bool:
        waiting = self.waiting if self._waits_for_acks else self.link.under_way
        return self.link.connected and waiting < WINDOW

    async def _until(self, holds: Callable[[], bool], *, patience_s: float) -> bool:
        """Wait for a claim while words of the gateway keep coming; False when none comes, or when stopped."""
        self._heard_s = max(self._heard_s, time.monotonic())
        while not self.stopped and not await self._traffic.until(
            lambda: self.stopped or holds(), timeout_s=LOOK_AGAIN_S
        ):
            if time.monotonic() - self._heard_s > patience_s:
                return False
            if self.link.connected and self._impatient():
                self._send_again()
        return not self.stopped

    def _impatient(self) -> bool:
        now_s = time.monotonic()
        return sum(outbox.lose_patience(now_s=now_s) for outbox in self._outboxes.values()) > 0

    def _send_again(self) -> None:
        for recorded in merge(*(self._unsent(car_id) for car_id in self._outboxes), key=attrgetter("at_s")):
            self._send(recorded.car_id, recorded.at_s, recorded.reading)

    def _unsent(self, car_id: str) -> Iterator[Recorded]:
        outbox, at_s = self._outboxes[car_id], -inf
        for reading in outbox.take(at_most_under_way=len(outbox), now_s=time.monotonic()):
            if isinstance(reading.observed_at, datetime):
                at_s = max(at_s, reading.observed_at.timestamp())
            yield Recorded(car_id, at_s, reading)

    def _send(self, car_id: str, at_s: float, reading: Reading) -> None:
        if at_s - self._told_s >= CLOCK_STEP_S:
            self._told_s = at_s
            self.link.publish(native.clock(datetime.fromtimestamp(at_s, UTC)))
        self.link.publish(native.encode(car_id, reading))

    def _on_connected(self) -> None:
        """Whatever was on its way may be lost, the time as well: tell both again, from the oldest on."""
        self._told_s = -inf
        for outbox in self._outboxes.values():
            outbox.send_again()
        self._send_again()

    def _on_message(self, topic: str, payload: bytes) -> None:
        outbox = self._outboxes.get(native.car_of(topic))
        if outbox is None:
            return
        try:
            up_to_seq = native.acknowledged(payload)
        except native.MalformedAckError:
            self._traffic.malformed_acks += 1
            return
        before = outbox.awaited
        self._traffic.acknowledged += outbox.acknowledge(up_to_seq, now_s=time.monotonic())
        self.waiting -= before - outbox.awaited
        self._heard_s = time.monotonic()
