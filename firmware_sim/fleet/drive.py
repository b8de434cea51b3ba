"""`drive`: cars with a connection each live their days until they are told to stop."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from uuid import uuid4

from firmware_sim.fleet import memory
from firmware_sim.fleet.pace import Speed
from firmware_sim.fleet.radio import radio_of
from firmware_sim.fleet.residents import Resident
from firmware_sim.fleet.show import Display
from firmware_sim.fleet.stopping import stop_when_told
from firmware_sim.fleet.world import World
from firmware_sim.mqtt.broker import Broker
from firmware_sim.mqtt.link import Link, connected
from firmware_sim.mqtt.traffic import Traffic

BROKER_PATIENCE_S = 30.0
REMEMBERED_EVERY_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Driven:
    """How a drive ended."""

    stopped: bool  # by a signal, before its time was over
    taken_by_broker: int
    acknowledged: int
    waiting: int  # readings nobody acknowledged
    dropped: int  # readings a full flash gave up


async def drive(
    residents: Sequence[Resident],
    broker: Broker,
    *,
    starts: datetime,
    until_s: float,
    speed: Speed,
    for_s: float | None,
    waits_for_acks: bool,
    ack_timeout_s: float,
    memory_path: Path | None,
    say: Callable[[str], None],
) -> Driven:
    """Let them live until a moment of their world (Unix seconds), for so long by our clock, or until told."""
    traffic = Traffic()
    radios = [radio_of(resident, broker, traffic) for resident in residents]
    clock = Link(broker, f"sim-clock-{uuid4().hex[:12]}", traffic)
    world = World(radios, clock, traffic, starts=starts, speed=speed, waits_for_acks=waits_for_acks, say=say)
    keeper = Keeper(world, residents, memory_path)
    patience_s = BROKER_PATIENCE_S + len(radios) / 100
    links = [clock, *chain.from_iterable(radio.links for radio in radios)]
    async with connected(links, traffic, patience_s=patience_s):
        with stop_when_told(world.end), Display(total=until_s - world.now_s) as display:

            def after_step() -> None:
                keeper.remember_now_and_then()
                display.show(
                    done=world.now_s - starts.timestamp(), told=lambda: _told(world, residents, traffic)
                )

            if for_s is not None:
                asyncio.get_running_loop().call_later(for_s, world.rest)
            await world.live(until_s=until_s, after_step=after_step)
            stopped = world.ended
            waiting = await world.finish(timeout_s=ack_timeout_s if waits_for_acks else 0.0)
    keeper.remember(reserve=0)
    return Driven(
        stopped=stopped,
        taken_by_broker=traffic.taken_by_broker,
        acknowledged=traffic.acknowledged,
        waiting=waiting,
        dropped=sum(resident.firmware.outbox.dropped for resident in residents),
    )


class Keeper:
    """Writes the cars' memory to a file, if there is to be one."""

    def __init__(self, world: World, residents: Sequence[Resident], path: Path | None) -> None:
        self._world, self._residents, self._path = world, residents, path
        self._kept_at_s = time.monotonic()

    def remember_now_and_then(self) -> None:
        """Keep it every few seconds, with numbers in reserve for what is said until the next time."""
        if time.monotonic() - self._kept_at_s > REMEMBERED_EVERY_S:
            self.remember(reserve=memory.RESERVE)

    def remember(self, *, reserve: int) -> None:
        """Keep it now."""
        self._kept_at_s = time.monotonic()
        if self._path is None:
            return
        cars = {
            resident.car_id: memory.CarMemory(
                next_seq=resident.firmware.next_seq + reserve,
                soc_percent=resident.car.battery.soc_percent,
                odometer_km=resident.car.odometer_km,
                outbox=memory.kept(resident.firmware.outbox.kept),
            )
            for resident in self._residents
        }
        memory.keep(memory.Memory(world=self._world.now, cars=cars), self._path)


def _told(world: World, residents: Sequence[Resident], traffic: Traffic) -> str:
    """One line about the world, for the eye."""
    doing: Counter[str] = Counter()
    for resident in residents:
        car = resident.car
        doing["driving" if car.ignition_on else car.charge_state if car.power_kw else "parked"] += 1
    cars = ", ".join(f"{count} {what}" for what, count in sorted(doing.items()))
    return f"{world.now:%a %H:%M}Z  {cars}  sent {traffic.sent:,}  acknowledged {traffic.acknowledged:,}"
