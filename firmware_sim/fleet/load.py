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
from firmware_sim.mqtt.broker import Broker
from firmware_sim.mqtt.link import Link, connected
from firmware_sim.mqtt.traffic import Traffic

CONNECTIONS = 4
BROKER_PATIENCE_S = 5.0
BURST_S = 0.01
BACKLOG = 1_000  # publishes the broker has not taken yet, at which a load waits for it
LOOK_AGAIN_S = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What became of a load's readings."""

    attempted: int
    taken_by_broker: int
    acknowledged: int  # by the gateway
    seconds: float  # until the broker had taken the last


class LoadedCar:
    """A car that only counts: it says where it stands and how full it is, changing a little each time."""

    __slots__ = ("_first_seq", "_next_seq", "acknowledged", "car_id", "link")

    def __init__(self, car_id: str, *, first_seq: int) -> None:
        self.car_id = car_id
        self.acknowledged = 0  # readings of this load
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

    def hear(self, up_to_seq: int) -> None:
        """The gateway has committed so much."""
        self.acknowledged = max(self.acknowledged, min(up_to_seq, self._next_seq - 1) - self._first_seq + 1)


class Load:
    """Cars shared out over a few connections. Numbers go on from the clock on the wall: each load is news."""

    def __init__(self, broker: Broker, *, cars: int) -> None:
        self.traffic, self.attempted, self.stopped = Traffic(), 0, False
        first_seq = int(time.time() * 1000)
        names = [f"load-{number:05d}" for number in range(1, cars + 1)]
        self._cars = {car_id: LoadedCar(car_id, first_seq=first_seq) for car_id in names}
        shares = [names[share::CONNECTIONS] for share in range(min(CONNECTIONS, cars))]
        self.links = [self._link(broker, share) for share in shares]
        self._turns = cycle(
            [
                (self._cars[car_id], link)
                for link, share in zip(self.links, shares, strict=True)
                for car_id in share
            ]
        )

    @property
    def acknowledged(self) -> int:
        """Readings of this load the gateway has committed."""
        return sum(car.acknowledged for car in self._cars.values())

    def stop(self) -> None:
        """Send no more."""
        self.stopped = True
        self.traffic.ring()

    async def send(self, *, rate: float, seconds: float, display: Display) -> None:
        """Send at this rate for so long, as far as the broker keeps up."""
        began_s = time.monotonic()
        while not self.stopped and (spent_s := time.monotonic() - began_s) < seconds:
            self._burst(min(rate * spent_s, self.attempted + BACKLOG))
            display.show(
                done=spent_s, told=lambda: f"{self.attempted:,} sent, {self.acknowledged:,} acknowledged"
            )
            await asyncio.sleep(BURST_S)
            await self.traffic.until(self._broker_keeps_up, timeout_s=max(0.0, seconds - spent_s))
        await self.traffic.until(lambda: self.stopped or not self.traffic.under_way, timeout_s=seconds)

    async def wait_for_acks(self, *, patience_s: float) -> None:
        """Return when all are acknowledged, or no word has come for so long."""
        heard, heard_s = self.acknowledged, time.monotonic()
        while heard < self.attempted and time.monotonic() - heard_s < patience_s and not self.stopped:
            await self.traffic.until(lambda: self.stopped, timeout_s=LOOK_AGAIN_S)
            if self.acknowledged > heard:
                heard, heard_s = self.acknowledged, time.monotonic()

    def _burst(self, up_to: float) -> None:
        now = datetime.now(UTC)
        while self.attempted < up_to and self._broker_keeps_up():
            car, link = next(self._turns)
            link.publish(native.encode(car.car_id, car.reading(now)))
            self.attempted += 1

    def _broker_keeps_up(self) -> bool:
        return self.stopped or self.traffic.under_way < BACKLOG

    def _link(self, broker: Broker, car_ids: Sequence[str]) -> Link:
        topics = [native.ack_topic(car_id) for car_id in car_ids]
        name = f"sim-load-{uuid4().hex[:12]}"
        return Link(broker, name, self.traffic, subscriptions=topics, on_message=self._on_message)

    def _on_message(self, topic: str, payload: bytes) -> None:
        try:
            self._cars[native.car_of(topic)].hear(native.acknowledged(payload))
        except native.MalformedAckError:
            self.traffic.malformed_acks += 1


async def load(broker: Broker, *, cars: int, rate: float, seconds: float, ack_timeout_s: float) -> Loaded:
    """Send for so long at this rate, then wait until all is acknowledged or no more comes."""
    work = Load(broker, cars=cars)
    async with connected(work.links, work.traffic, patience_s=BROKER_PATIENCE_S):
        with stop_when_told(work.stop), Display(total=seconds) as display:
            began_s = time.monotonic()
            await work.send(rate=rate, seconds=seconds, display=display)
            spent_s = time.monotonic() - began_s
            await work.wait_for_acks(patience_s=ack_timeout_s)
    return Loaded(
        attempted=work.attempted,
        taken_by_broker=work.traffic.taken_by_broker,
        acknowledged=work.acknowledged,
        seconds=spent_s,
    )
