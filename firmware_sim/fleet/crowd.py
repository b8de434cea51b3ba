"""`load --cars`: thousands of cars, each with a connection, a login and a last will of its own."""

import asyncio
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

from firmware_sim.dialects import native
from firmware_sim.errors import SimulatorError, UsageError
from firmware_sim.firmware.outbox import Outbox
from firmware_sim.firmware.reading import Presence
from firmware_sim.fleet.load import BURST_S, FIRST_SEQ, INTRODUCED_WITHIN_S, Loaded, LoadedCar
from firmware_sim.fleet.show import Display
from firmware_sim.fleet.stopping import stop_when_told
from firmware_sim.fleet.tally import Awaited, Tally
from firmware_sim.mqtt.broker import Broker
from firmware_sim.mqtt.link import Link
from firmware_sim.mqtt.traffic import Traffic

FLASH = 1000
OTHER_FILES = 64  # that a process has open beside its connections
CAR_IN_USER = "{car}"
STORM_SHARE = 3  # every third car loses its connection in a storm
SENT_AGAIN_EVERY_S = 1.0
LOOK_AGAIN_S = 0.25
BROKER_PATIENCE_S, FAREWELL_S = 5.0, 5.0


class CrowdCar:
    """A car that counts, with an outbox: what is not acknowledged goes out again."""

    def __init__(self, car_id: str, broker: Broker, crowd: "Crowd", *, first_seq: int) -> None:
        self.awaited = Awaited(first_seq)
        self._car = LoadedCar(car_id, first_seq=first_seq)
        self._car_id, self._crowd = car_id, crowd
        self._outbox = Outbox(FLASH)
        if broker.user and CAR_IN_USER in broker.user:
            broker = replace(broker, user=broker.user.replace(CAR_IN_USER, car_id))
        self.link = Link(
            broker,
            f"car-{car_id}",
            crowd.traffic,
            will=native.last_will(car_id),
            subscriptions=[native.ack_topic(car_id)],
            on_connected=self._on_connected,
            on_message=self._on_message,
        )

    def report(self, now: datetime) -> None:
        """Say something new, or keep it until there is a connection."""
        self._outbox.keep(self._car.reading(now))
        self._crowd.tally.said(self.awaited)
        self._send()

    def nudge(self) -> None:
        """Send again what has waited too long for the gateway's word."""
        if self.link.connected and self._outbox.lose_patience(now_s=time.monotonic()):
            self._send()

    def _send(self) -> None:
        if self.link.connected:
            for reading in self._outbox.take(at_most_under_way=FLASH, now_s=time.monotonic()):
                self.link.publish(native.encode(self._car_id, reading))

    def leave(self) -> None:
        """Say that the modem is off."""
        self._tell(Presence.OFFLINE)

    def break_off(self) -> None:
        """Lose the connection; the broker says the last will."""
        self._crowd.presences += self.link.connected
        self.link.cut()

    def _tell(self, presence: Presence) -> None:
        self._crowd.presences += 1
        self.link.publish(native.encode(self._car_id, presence))

    def _on_connected(self) -> None:
        if not self.awaited.said:
            self.report(datetime.now(UTC))
        self._outbox.send_again()
        self._tell(Presence.ONLINE)
        self._send()

    def _on_message(self, _: str, payload: bytes) -> None:
        try:
            up_to_seq = native.acknowledged(payload)
        except native.MalformedAckError:
            self._crowd.traffic.malformed_acks += 1
            return
        self._outbox.acknowledge(up_to_seq, now_s=time.monotonic())
        self._crowd.tally.heard(self.awaited, up_to_seq)


class Crowd:
    """All of them. They come one after another over the ramp, and each reports every so many seconds."""

    def __init__(
        self, broker: Broker, *, cars: int, prefix: str, every_s: float, ramp_s: float, storm_every_s: float
    ) -> None:
        _allow_so_many(cars)
        self.traffic, self.tally, self.stopped = Traffic(), Tally(), False
        self.presences = 0
        self._every_s, self._ramp_s, self._storm_every_s = every_s, ramp_s, storm_every_s
        self.cars = [
            CrowdCar(f"{prefix}-{turn:05d}", broker, self, first_seq=FIRST_SEQ) for turn in range(1, cars + 1)
        ]

    def stop(self) -> None:
        """Report no more."""
        self.stopped = True
        self.traffic.ring()

    async def gather(self, tasks: asyncio.TaskGroup, display: Display) -> list[asyncio.Task[None]]:
        """Let them connect, spread over the ramp; return when all are there. They stay until cancelled."""
        staying = []
        began_s = time.monotonic()
        for turn, car in enumerate(self.cars):
            staying.append(tasks.create_task(car.link.stay_connected()))
            due_s = began_s + self._ramp_s * turn / len(self.cars)
            if turn == 0:
                await self._until(lambda: self.traffic.connections > 0, patience_s=BROKER_PATIENCE_S)
            if (ahead_s := due_s - time.monotonic()) > BURST_S or turn % 50 == 0:
                await asyncio.sleep(max(0.0, ahead_s))
                display.show(
                    done=0.0, told=lambda: f"{self.traffic.connections:,} of {len(self.cars):,} are there"
                )
        await self._until(
            lambda: self.traffic.connections == len(self.cars), patience_s=30.0 + len(self.cars) / 50
        )
        return staying

    async def report(self, *, seconds: float, display: Display) -> None:
        """Each car reports at its own moment of every round, for so long."""
        self.tally.begin()
        began_s = noted_s = stormed_s = self.tally.began_s
        turns = self._turns(began_s)
        while not self.stopped and (now_s := time.monotonic()) - began_s < seconds:
            for car in turns:
                if car is None:
                    break
                car.report(datetime.now(UTC))
            if self._storm_every_s and now_s - stormed_s >= self._storm_every_s:
                stormed_s = now_s
                for car in islice(self.cars, 0, None, STORM_SHARE):
                    car.break_off()
            if now_s - noted_s >= 1.0:
                noted_s = now_s
                self._note()
            display.show(done=now_s - began_s, told=lambda: self.tally.told(self.traffic.taken_by_broker))
            await asyncio.sleep(BURST_S)

    async def wait_for_acks(self, *, patience_s: float) -> None:
        """Return when all are acknowledged, or no word has come for so long; meanwhile all is sent again."""
        tally, heard_s = self.tally, time.monotonic()
        heard = tally.acknowledged
        while tally.acknowledged < tally.attempted and time.monotonic() - heard_s < patience_s:
            if self.stopped:
                return
            await asyncio.sleep(SENT_AGAIN_EVERY_S)
            self._note()
            for car in self.cars:
                car.nudge()
            if tally.acknowledged > heard:
                heard, heard_s = tally.acknowledged, time.monotonic()
        self._note()

    def _turns(self, began_s: float) -> Iterator[CrowdCar | None]:
        """The cars in turn, each when its moment has come; None: nobody's has."""
        turn = 0
        while True:
            due_s = began_s + self._every_s * turn / len(self.cars)
            if due_s > time.monotonic():
                yield None
                continue
            yield self.cars[turn % len(self.cars)]
            turn += 1

    def _note(self) -> None:
        self.tally.note(connections=self.traffic.connections, taken_by_broker=self.traffic.taken_by_broker)

    async def _until(self, holds: Callable[[], bool], *, patience_s: float) -> None:
        give_up_s, alone_s = time.monotonic() + patience_s, time.monotonic() + BROKER_PATIENCE_S
        while not holds() and not self.stopped:
            nobody = not self.traffic.connections and time.monotonic() > alone_s
            if nobody or time.monotonic() > give_up_s:
                away = next(car.link for car in self.cars if not car.link.connected)
                missing = "no broker answers" if nobody else "not everybody reached the broker"
                raise SimulatorError(f"{missing} at {away.broker}: {away.trouble}")
            await asyncio.sleep(LOOK_AGAIN_S)


def _allow_so_many(cars: int) -> None:
    """As many open files as they need. Raises UsageError where the system does not let us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = cars + OTHER_FILES
    if soft >= needed:
        return
    if hard != resource.RLIM_INFINITY and hard < needed:
        raise UsageError(f"{cars:,} connections need {needed:,} open files, and this system allows {hard:,}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))


async def crowd_load(
    broker: Broker,
    *,
    cars: int,
    prefix: str,
    every_s: float,
    ramp_s: float,
    storm_every_s: float,
    seconds: float,
    ack_timeout_s: float,
) -> Loaded:
    """Gather them, let them report for so long, then wait until all is acknowledged or no more comes."""
    crowd = Crowd(
        broker, cars=cars, prefix=prefix, every_s=every_s, ramp_s=ramp_s, storm_every_s=storm_every_s
    )
    with stop_when_told(crowd.stop), Display(total=seconds) as display:
        async with asyncio.TaskGroup() as tasks:
            staying = await crowd.gather(tasks, display)
            if ack_timeout_s:
                await crowd.wait_for_acks(patience_s=min(ack_timeout_s, INTRODUCED_WITHIN_S))
            began_s = time.monotonic()
            await crowd.report(seconds=seconds, display=display)
            spent_s = time.monotonic() - began_s
            if ack_timeout_s:
                await crowd.wait_for_acks(patience_s=ack_timeout_s)
            for car in crowd.cars:
                car.leave()
            await crowd.traffic.until(lambda: not crowd.traffic.under_way, timeout_s=FAREWELL_S)
            for task in staying:
                task.cancel()
    return Loaded(
        tally=crowd.tally,
        taken_by_broker=crowd.traffic.taken_by_broker,
        seconds=spent_s,
        presences=crowd.presences,
    )
