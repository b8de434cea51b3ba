"""A scenario is played: acts go out in the order of car time, people act, somebody looks. Nothing hurries."""

import asyncio
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from typing import TypeAlias
from uuid import uuid4

from firmware_sim.dialects import native
from firmware_sim.faults.acts import Act, Connect, Cut, Leave, Line, Say
from firmware_sim.scenario.happenings import Fails, PersonDoes
from firmware_sim.scenario.judge import looking_at
from firmware_sim.scenario.line import OpenLine
from firmware_sim.scenario.own_broker import BENCH
from firmware_sim.scenario.read import Scenario
from firmware_sim.scenario.sight import Record
from firmware_sim.scenario.stack import Stack
from firmware_sim.scenario.watch import Watch

CLOCK_STEP_S = 5.0  # of car time: what is said this long after the clock was told waits for it to be told
LEAP_S = 600.0  # nobody says anything: the time goes on in such steps
WILL_WITHIN_S, ACKS_WITHIN_S = 2.0, 5.0  # ours: later, and it never comes
RECORDED_EVERY_S = 600.0


@dataclass(frozen=True, slots=True)
class Look:
    """Everybody looks at what there is."""


Deed: TypeAlias = Act | PersonDoes | Fails | Look
ACTS, PEOPLE, EYES = range(3)


async def play(scenario: Scenario, acts: Sequence[Act], stack: Stack, *, whole_feed: bool = False) -> Record:
    """What was seen. Raises SimulatorError when the stack does not do its part."""
    before = await stack.figures()
    stage = _Stage(scenario, stack, everybody=whole_feed)
    said = _last_numbers(acts, stage.names)
    try:
        await stage.begin()
        for at_s, deed in _in_order(scenario, acts, whole_feed=whole_feed):
            await stage.do(at_s, deed)
        await stage.hear_out(
            {each.car or scenario.form.car[0].name for each in scenario.form.acknowledged}, said
        )
    finally:
        await stage.end()
    after = await stack.figures()
    counted = {name: figure - before.get(name, 0.0) for name, figure in after.items()} or None
    return Record(tuple(stage.watch.sights), said, stage.acknowledged, counted)


def _last_numbers(acts: Sequence[Act], names: Mapping[str, str]) -> dict[str, int]:
    """By car that speaks native: the last number it says."""
    last: dict[str, int] = {}
    for act in acts:
        if isinstance(act, Say) and act.reading is not None:
            name = names.get(native.car_of(act.publication.topic))
            if name is not None:
                last[name] = max(last.get(name, 0), act.reading.seq)
    return last


def _in_order(scenario: Scenario, acts: Sequence[Act], *, whole_feed: bool) -> Iterator[tuple[float, Deed]]:
    """Everything there is to do: at one moment first what cars say, then what people do, then a look."""
    moments = set(looking_at(scenario))
    if whole_feed:
        steps = int(scenario.form.lasts // RECORDED_EVERY_S)
        moments |= {scenario.starts.timestamp() + turn * RECORDED_EVERY_S for turn in range(1, steps)}
    deeds: list[tuple[float, int, Deed]] = [(act.at_s, ACTS, act) for act in acts]
    deeds += [
        (each.at.seconds(scenario.starts), PEOPLE, each)
        for each in scenario.form.happens
        if isinstance(each, PersonDoes | Fails)
    ]
    deeds += [(at_s, EYES, Look()) for at_s in moments]
    for at_s, _, deed in sorted(deeds, key=lambda told: told[:2]):
        yield at_s, deed


class _Stage:
    """The connections, the clock and the eyes while a scenario is played."""

    def __init__(self, scenario: Scenario, stack: Stack, *, everybody: bool) -> None:
        self.watch = Watch(stack, scenario, everybody=everybody)
        self.acknowledged: dict[str, int] = {}
        self._scenario, self._stack = scenario, stack
        names = stack.names(scenario)
        self.names = {names.car(car.name): car.name for car in scenario.form.car}  # as in the file, by id
        self._bench = OpenLine(stack.broker(BENCH), f"bench-{uuid4().hex[:12]}")
        self._bench.heard = self._hear
        self._lines: dict[Line, OpenLine] = {}
        self._told_s = -inf
        self._wills: dict[str, int] = {}  # how often something was heard on the topic of a last will

    async def begin(self) -> None:
        """Everybody is there, and it is the time at which the scenario starts."""
        await self._listen()
        await self.watch.begin()
        await self._tell(self._scenario.starts.timestamp())

    async def _listen(self) -> None:
        await self._bench.open()
        for topic in (*map(native.ack_topic, self.names), *self._wills):
            await self._bench.listen(topic)

    async def hear_out(self, cars: Collection[str], said: Mapping[str, int]) -> None:
        """Give the gateway's last acknowledgements the moment they take to come."""
        await self._bench.hears(
            lambda: all(self.acknowledged.get(car, 0) >= said.get(car, 0) for car in cars),
            within_s=ACKS_WITHIN_S,
        )

    async def end(self) -> None:
        """Nobody is connected any more."""
        for line in (*self._lines.values(), self._bench):
            await line.leave()

    async def do(self, at_s: float, deed: Deed) -> None:
        """Let one thing happen at its time."""
        match deed:
            case Look():
                await self._reach(at_s)
                await self.watch.look(at_s)
            case PersonDoes():
                await self._reach(at_s)
                await self.watch.act(deed)
            case Fails():
                await self._reach(at_s)
                await self._fail(deed)
            case _:
                if at_s - self._told_s >= CLOCK_STEP_S:
                    await self._let_time_pass(at_s)
                await self._act(deed)

    async def _act(self, act: Act) -> None:
        match act:
            case Connect(line=line):
                await self._connect(line)
            case Say(line=line, publication=told) if line in self._lines:
                self._lines[line].say(told)
            case Cut(line=line, half_said=half_said) if line in self._lines:
                opened = self._lines.pop(line)
                await opened.settle()
                heard = self._wills.get(line.will.topic, 0) if line.will else 0
                await opened.cut(half_said=half_said)
                if line.will:
                    await self._hear_will(line.will.topic, heard)
            case Leave(line=line) if line in self._lines:
                opened = self._lines.pop(line)
                await opened.settle()
                await opened.leave()

    async def _connect(self, line: Line) -> None:
        if line.will and line.will.topic not in self._wills:
            self._wills[line.will.topic] = 0
            await self._bench.listen(line.will.topic)
        opened = OpenLine(self._stack.broker(line.user), line.client_id, will=line.will)
        await opened.open()
        self._lines[line] = opened

    async def _hear_will(self, topic: str, heard: int) -> None:
        """The broker has noticed that a line broke; one that never says so is not waited for long."""
        await self._bench.hears(lambda: self._wills[topic] > heard, within_s=WILL_WITHIN_S)

    async def _reach(self, at_s: float) -> None:
        """It is this time, and the gateway has done all it has to do by now."""
        await self._let_time_pass(at_s)
        await self._stack.rest(at_s)

    async def _let_time_pass(self, at_s: float) -> None:
        while self._told_s < at_s:
            await self._tell(min(self._told_s + LEAP_S, at_s))

    async def _tell(self, at_s: float) -> None:
        """The clock is told once the broker has all that was said before; a real one is waited for."""
        for line in self._lines.values():
            await line.settle()
        if self._stack.is_real_time:
            await asyncio.sleep(at_s - time.time())
        else:
            self._bench.say(native.clock(datetime.fromtimestamp(at_s, UTC)))
            await self._bench.settle()
        self._told_s = at_s

    async def _fail(self, deed: Fails) -> None:
        """A program is gone for a moment; where it was the broker, everybody comes back."""
        lost = list(self._lines) if deed.program == "broker" else []
        await self._stack.restart(deed.program)
        if lost:
            await self._listen()
            self._lines.clear()
            for line in lost:
                await self._connect(line)

    def _hear(self, topic: str, payload: bytes) -> None:
        if topic in self._wills:
            self._wills[topic] += 1
        elif topic.endswith("/ack") and (name := self.names.get(native.car_of(topic))):
            self.acknowledged[name] = max(self.acknowledged.get(name, 0), native.acknowledged(payload))
