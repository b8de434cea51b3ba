"""Ingest, the plot on one screen: decode → hear → speak → commit → acknowledge."""

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from gateway.car.reading import Reading
from gateway.car.state import CarState
from gateway.clock import Clock
from gateway.delivery.changes import Changes, Refusal, keep
from gateway.delivery.courier import Courier
from gateway.delivery.figures import Figures
from gateway.delivery.fleet import Fleet
from gateway.delivery.snapshots import Snapshots
from gateway.delivery.states import load_states
from gateway.delivery.store import Store
from gateway.dialects import Listening, native
from gateway.dialects.message import MalformedMessageError, Message
from gateway.inbox import BATCH_LIMIT, Batch
from gateway.mqtt import Broker
from gateway.packed import Packed
from gateway.telling import Telling
from gateway.waking import Waking
from gateway.words import Words

TICK_S = 1.0  # how often time passes when no message comes
ACKS_WHILE_BUSY = 50  # acknowledgements to cars after one batch while more messages wait


class Pipeline:
    """Holds the cars' states as they were last committed."""

    def __init__(
        self,
        broker: Broker,
        store: Store,
        *,
        clock: Clock,
        waking: Waking,
        fleet: Fleet,
        words: Words,
        courier: Courier,
        snapshots: Snapshots,
        listening: Listening,
        quarantine_rows: int,
        register_wait_s: float,
        figures: Figures,
    ) -> None:
        self._broker, self._store = broker, store
        self._clock, self._waking = clock, waking
        self._fleet, self._words = fleet, words
        self._courier, self._snapshots = courier, snapshots
        self._listening = listening
        self._quarantine_rows, self._register_wait_s = quarantine_rows, register_wait_s
        self._figures = figures
        self._cars = Packed(CarState)
        self._undated: deque[Reading] = deque(maxlen=BATCH_LIMIT)  # until a simulated world tells its time
        self._unacknowledged: dict[str, int] = {}  # by car: the seq up to which it may forget

    async def run(self, stop: asyncio.Event) -> None:
        """Ingest until told to stop; the batch in hand is finished first."""
        await self._be_introduced(stop)
        while not stop.is_set():
            await self.ingest(await self._broker.batch(within_s=TICK_S))

    async def _be_introduced(self, stop: asyncio.Event) -> None:
        """Give the register some time to be read once: first words should be in the owner's language."""
        waited_s = 0.0
        while waited_s < self._register_wait_s and not stop.is_set():
            if await self._fleet.met(within_s=TICK_S):
                return
            waited_s += TICK_S

    async def ingest(self, batch: Batch) -> None:
        """Everything a batch of messages changes is committed. Then, and not before, it is acknowledged."""
        telling = Telling(self._cars, self._waking, self._fleet, self._words)
        steps = list(self._steps(batch.messages, telling.changes))
        readings = [step for step in steps if isinstance(step, Reading)]
        await self._recall(reading.car_id for reading in readings)
        for step in steps:
            if isinstance(step, Reading):
                telling.hear(step)
            else:
                await self._let_time_pass(telling, now=step)
        await self._commit(telling.changes)
        self._broker.acknowledge(batch.receipts)
        counted = {reading.car_id for reading in readings if reading.seq is not None}
        self._acknowledge_to_cars(counted | telling.changes.states.keys())
        self._count(batch, len(readings), telling)

    def _steps(self, messages: Sequence[Message], changes: Changes) -> Iterator[Reading | datetime]:
        """What the messages say, in order, and how time passes between and after them."""
        clock, told_before = self._clock, self._clock.told
        for message in messages:
            try:
                if clock.hears(message):
                    yield clock.now
                    yield from (clock.date(reading) for reading in self._undated)
                    self._undated.clear()
                elif (reading := self._reading(message)) and not clock.can_date(reading):
                    self._undated.append(reading)
                elif reading:
                    yield clock.date(reading)
                else:
                    self._figures.unused.inc()
            except MalformedMessageError as error:
                changes.refusals.append(Refusal(message, str(error)))
        yield clock.now
        changes.sim_clock = clock.told if clock.told != told_before else None

    def _reading(self, message: Message) -> Reading | None:
        heard = self._listening.decode(message)
        return heard and self._fleet.attribute(heard)

    async def _recall(self, car_ids: Iterable[str]) -> None:
        """Have these cars' states in memory, a fresh one for a car never heard of."""
        strangers = {car_id for car_id in car_ids if car_id not in self._cars}
        strangers |= {friend for car_id in strangers for friend in self._friends(car_id)} - self._cars.keys()
        if strangers:
            self._cars.update({car_id: CarState(car_id=car_id) for car_id in strangers})
            self._cars.update(await self._store.insist(load_states, list(strangers)))

    def _friends(self, car_id: str) -> Iterator[str]:
        return (friend.car_id for friend in self._fleet.get(car_id).profile.friends)

    async def _let_time_pass(self, telling: Telling, *, now: datetime) -> None:
        if due := self._waking.due(now):
            await self._recall(due)
            for car_id in due:
                telling.wake(car_id, now=now)

    async def _commit(self, changes: Changes) -> None:
        if not changes:
            return
        with self._figures.commit_time.time():
            await self._store.insist(
                keep, changes, now=datetime.now(UTC), quarantine_rows=self._quarantine_rows
            )
        self._cars.update(changes.states)
        self._snapshots.offer(changes.states)
        if changes.drafts or changes.sim_clock:  # an hour that a simulated world leaps over is over at once
            self._courier.nudge()

    def _acknowledge_to_cars(self, car_ids: Iterable[str]) -> None:
        """Tell cars what they may forget: at once, or the longest waiting first while more messages wait."""
        for car_id in car_ids:
            up_to_seq = self._cars[car_id].up_to_seq
            if up_to_seq is not None:
                self._unacknowledged[car_id] = up_to_seq
        busy = self._broker.waiting >= BATCH_LIMIT // 2
        for car_id in list(islice(self._unacknowledged, ACKS_WHILE_BUSY if busy else None)):
            up_to_seq = self._unacknowledged[car_id]
            if not self._broker.publish(native.ack_topic(car_id), native.ack(up_to_seq)):
                return  # no connection: the car asks again by sending again
            del self._unacknowledged[car_id]
            self._figures.car_acks.inc()

    def _count(self, batch: Batch, readings: int, telling: Telling) -> None:
        figures, changes = self._figures, telling.changes
        figures.inbox.set(self._broker.waiting)
        figures.cars_clock.set(self._clock.now.timestamp())
        figures.readings.inc(readings - telling.duplicates)
        figures.duplicates.inc(telling.duplicates)
        figures.quarantined.inc(len(changes.refusals))
        for event in changes.events:
            figures.events.labels(event.kind).inc()
        for draft in changes.drafts:
            figures.drafts.labels(draft.kind).inc()
        if batch.messages:
            figures.messages.inc(len(batch.messages))
            figures.batch_size.observe(len(batch.messages))
            figures.lag.observe((datetime.now(UTC) - batch.messages[0].received_at).total_seconds())
