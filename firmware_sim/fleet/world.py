"""The simulated world: its clock, its cars in order of what is due, and the rule for when time may go on."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from heapq import heapify, heapreplace

from firmware_sim.dialects import native
from firmware_sim.firmware.reading import Presence
from firmware_sim.fleet.pace import Pace, Speed
from firmware_sim.fleet.radio import Radio
from firmware_sim.mqtt.link import Link
from firmware_sim.mqtt.traffic import Traffic

MAY_LAG_S = 300.0  # of world time: how far the gateway's word may be behind before a fast world waits for it
LOOK_AGAIN_S = 0.5
SILENCE_TOLD_AFTER_S = 20.0
FAREWELL_S = 2.0  # for the broker to take the last words; a broker that is gone has nothing under way
AFTERWARDS_S = 3600.0  # a last word of the clock, so that what is still to be said is said


class World:
    """Lets cars live and tells their time.

    A world faster than ours waits: for the broker to have taken every reading of a step before the clock is
    told, and for the gateway when it falls behind. So a cut or a kill on the way changes nothing in the
    story. A world in real time waits for nobody, as real cars do not.
    """

    def __init__(
        self,
        radios: Sequence[Radio],
        clock: Link,
        traffic: Traffic,
        *,
        starts: datetime,
        speed: Speed,
        waits_for_acks: bool,
        say: Callable[[str], None],
    ) -> None:
        self.now_s = starts.timestamp()
        self.ended = False  # told to leave at once
        self._resting = False  # told to come to an end
        self._radios, self._clock, self._traffic = radios, clock, traffic
        self._speed, self._waits_for_acks, self._say = speed, waits_for_acks, say
        self._step_s = speed.step_s(dated=all(radio.dated for radio in radios))
        self._pace = Pace(speed, world_s=self.now_s)
        self._agenda = [(self.now_s, turn, next(radio.resident.days)) for turn, radio in enumerate(radios)]
        heapify(self._agenda)

    @property
    def now(self) -> datetime:
        """How late it is in the world."""
        return datetime.fromtimestamp(self.now_s, UTC)

    def end(self) -> None:
        """Leave at once."""
        self.ended = True
        self._traffic.ring()

    def rest(self) -> None:
        """Live no further; `finish` may take its time."""
        self._resting = True
        self._traffic.ring()

    async def live(self, *, until_s: float, after_step: Callable[[], None]) -> None:
        """Live until a moment (Unix seconds of the world), until `rest` or until `end`."""
        await self._step_to(self.now_s)  # everyone says how things stand
        while self.now_s < until_s and not self.ended and not self._resting:
            await asyncio.sleep(self._pace.wait_s(self.now_s))
            await self._step_to(min(self.now_s + self._step_s, until_s))
            after_step()

    async def finish(self, *, timeout_s: float) -> int:
        """Switch the radios off, let the clock run on, and say how many readings nobody acknowledged."""
        self._resting = False
        for radio in self._radios:
            radio.resident.firmware.presence = Presence.OFFLINE
            radio.say([Presence.OFFLINE])
        if not self.ended:
            await self._until(self._nothing_waits, timeout_s=timeout_s)
            self.now_s += AFTERWARDS_S
            self._tell_time()
        await self._traffic.until(lambda: self._traffic.under_way == 0, timeout_s=FAREWELL_S)
        return sum(radio.resident.firmware.outbox.awaited for radio in self._radios)

    async def _step_to(self, at_s: float) -> None:
        self._let_live(at_s)
        if not self._speed.is_real:
            await self._until(self._broker_has_all)
            if self._waits_for_acks:
                await self._until_heard(at_s - MAY_LAG_S)
        elif self._waits_for_acks:
            self._nudge()
        self.now_s = at_s
        self._tell_time()

    def _let_live(self, until_s: float) -> None:
        """Everything that is due up to this moment, car by car in the order in which it happens."""
        for radio in self._radios:
            if radio.resident.firmware.is_asked:
                radio.say(radio.resident.firmware.look(self.now_s))
        agenda = self._agenda
        while agenda and agenda[0][0] <= until_s:
            at_s, turn, life_due_s = agenda[0]
            radio = self._radios[turn]
            resident = radio.resident
            if life_due_s <= at_s:
                life_due_s = next(resident.days)
            radio.say(resident.firmware.look(at_s))
            heapreplace(agenda, (min(life_due_s, resident.firmware.due_s), turn, life_due_s))

    def _tell_time(self) -> None:
        self._clock.publish(native.clock(self.now))

    async def _until_heard(self, by_s: float) -> None:
        behind = [radio for radio in self._radios if radio.waits_since(by_s)]
        await self._until(lambda: not any(radio.waits_since(by_s) for radio in behind))

    async def _until(self, holds: Callable[[], bool], *, timeout_s: float = float("inf")) -> None:
        """Wait for a claim, sending again what needs it, and complain once when it takes long."""
        began_s, told = time.monotonic(), False
        while not await self._traffic.until(lambda: self._may_go_on(holds), timeout_s=LOOK_AGAIN_S):
            waited_s = time.monotonic() - began_s
            if waited_s > timeout_s:
                return
            if waited_s > SILENCE_TOLD_AFTER_S and not told:
                told = True
                self._say(f"The world stands still: {self._why_waiting()}")
            if self._waits_for_acks:
                self._nudge()
                self._tell_time()  # whoever came late may have missed it

    def _may_go_on(self, holds: Callable[[], bool]) -> bool:
        return self.ended or self._resting or holds()

    def _why_waiting(self) -> str:
        if not self._clock.connected:
            return f"the broker is away ({self._clock.trouble})."
        return "the gateway acknowledges nothing. Is it running? (--no-wait goes on without it.)"

    def _nudge(self) -> None:
        for radio in self._radios:
            radio.nudge()

    def _broker_has_all(self) -> bool:
        return self._clock.connected and self._traffic.under_way == 0

    def _nothing_waits(self) -> bool:
        return not any(radio.resident.firmware.outbox.awaited for radio in self._radios)
