"""`load`: so many readings a second over a few connections, and what became of them."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from uuid import uuid4

from firmware_sim.dialects import native
from firmware_sim.firmware.reading import Reading
from firmware_sim.fleet.show import Display
from firmware_sim.fleet.stopping import stop_when_told
from firmware_sim.fleet.tally import Awaited, Tally
from firmware_sim.mqtt.broker import Broker
from firmware_sim.mqtt.link import Link, connected
from firmware_sim.mqtt.traffic import Traffic

CONNECTIONS = 4
BROKER_PATIENCE_S = 5.0
BURST_S = 0.01
FIRST_SEQ = 1
INTRODUCED_WITHIN_S = 8.0
BACKLOG = 1_000  # publishes the broker has not taken yet, at which a load waits for it
LOOK_AGAIN_S = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What became of a load's readings."""

    tally: Tally
    taken_by_broker: int
    seconds: float  # until the broker had taken the last
    presences: int = 0  # said beside the readings, last wills among them: a gateway counts them too


class LoadedCar:
    """A car that only counts: it says where it stands and how full it is, changing a little each time."""

    __slots__ = ("_first_seq", "_next_seq", "awaited", "car_id")

    def __init__(self, car_id: str, *, first_seq: int) -> None:
        self.car_id = car_id
        self.awaited = Awaited(first_seq)
        self._first_seq = self._next_seq = first_seq

    def reading(self, observed_at: datetime) -> Reading:
        """Something new to say."""
        spoken = self._next_seq - self._first_seq
        self._next_seq += 1
        return Reading(
            seq=self._next_seq - 1,
            observed_at=observed_at,
            soc_percent=80.0 - spoken % 300 / 10,
            plugged_in=False,
            charge_state="unplugged",
            lat=35.0 + spoken % 500 / 10_000,
            lon=137.0,
            speed_kmh=40.0 + spoken % 10,
            odometer_km=10_000.0 + spoken / 10,
        )


class Load:
    """Cars shared out over a few connections."""

    def __init__(self, broker: Broker, *, cars: int, prefix: str) -> None:
        self.traffic, self.tally, self.stopped = Traffic(), Tally(), False
        names = [f"{prefix}-{number:05d}" for number in range(1, cars + 1)]
        self._cars = {car_id: LoadedCar(car_id, first_seq=FIRST_SEQ) for car_id in names}
        shares = [names[share::CONNECTIONS] for share in range(min(CONNECTIONS, cars))]
        self.links = [self._link(broker, share) for share in shares]
        self._turns = cycle(
            [
                (self._cars[car_id], link)
                for link, share in zip(self.links, shares, strict=True)
                for car_id in share
            ]
        )

    def stop(self) -> None:
        """Send no more."""
        self.stopped = True
        self.traffic.ring()

    async def introduce(self, *, patience_s: float) -> None:
        """Each car says something once: a gateway waits a little before a first word."""
        self._burst(len(self._cars))
        await self.wait_for_acks(patience_s=patience_s)

    async def send(self, *, rate: float, seconds: float, display: Display) -> None:
        """Send at this rate for so long, as far as the broker keeps up."""
        self.tally.begin()
        began_s = noted_s = self.tally.began_s
        before = self.tally.attempted
        while not self.stopped and (spent_s := time.monotonic() - began_s) < seconds:
            self._burst(min(before + rate * spent_s, self.tally.attempted + BACKLOG))
            if began_s + spent_s - noted_s >= 1.0:
                noted_s = began_s + spent_s
                self.note()
            display.show(done=spent_s, told=lambda: self.tally.told(self.traffic.taken_by_broker))
            await asyncio.sleep(BURST_S)
            await self.traffic.until(self._broker_keeps_up, timeout_s=max(0.0, seconds - spent_s))
        await self.traffic.until(lambda: self.stopped or not self.traffic.under_way, timeout_s=seconds)

    async def wait_for_acks(self, *, patience_s: float) -> None:
        """Return when all are acknowledged, or no word has come for so long."""
        tally, heard_s = self.tally, time.monotonic()
        heard, noted_s = tally.acknowledged, heard_s
        while heard < tally.attempted and time.monotonic() - heard_s < patience_s and not self.stopped:
            await self.traffic.until(lambda: self.stopped, timeout_s=LOOK_AGAIN_S)
            if time.monotonic() - noted_s >= 1.0:
                noted_s = time.monotonic()
                self.note()
            if tally.acknowledged > heard:
                heard, heard_s = tally.acknowledged, time.monotonic()
        self.note()

    def note(self) -> None:
        """Remember how it stands now."""
        self.tally.note(connections=self.traffic.connections, taken_by_broker=self.traffic.taken_by_broker)

    def _burst(self, up_to: float) -> None:
        now = datetime.now(UTC)
        while self.tally.attempted < up_to and self._broker_keeps_up():
            car, link = next(self._turns)
            link.publish(native.encode(car.car_id, car.reading(now)))
            self.tally.said(car.awaited)

    def _broker_keeps_up(self) -> bool:
        return self.stopped or self.traffic.under_way < BACKLOG

    def _link(self, broker: Broker, car_ids: Sequence[str]) -> Link:
        topics = [native.ack_topic(car_id) for car_id in car_ids]
        name = f"sim-load-{uuid4().hex[:12]}"
        return Link(broker, name, self.traffic, subscriptions=topics, on_message=self._on_message)

    def _on_message(self, topic: str, payload: bytes) -> None:
        try:
            self.tally.heard(self._cars[native.car_of(topic)].awaited, native.acknowledged(payload))
        except native.MalformedAckError:
            self.traffic.malformed_acks += 1


async def load(
    broker: Broker, *, cars: int, prefix: str, rate: float, seconds: float, ack_timeout_s: float
) -> Loaded:
    """Send for so long at this rate, then wait until all is acknowledged or no more comes."""
    work = Load(broker, cars=cars, prefix=prefix)
    async with connected(work.links, work.traffic, patience_s=BROKER_PATIENCE_S):
        with stop_when_told(work.stop), Display(total=seconds) as display:
            if ack_timeout_s:
                await work.introduce(patience_s=min(ack_timeout_s, INTRODUCED_WITHIN_S))
            began_s = time.monotonic()
            await work.send(rate=rate, seconds=seconds, display=display)
            spent_s = time.monotonic() - began_s
            await work.wait_for_acks(patience_s=ack_timeout_s)
    return Loaded(tally=work.tally, taken_by_broker=work.traffic.taken_by_broker, seconds=spent_s)
