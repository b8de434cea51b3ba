"""Scenarios from first to last: on which stack, in which order, and what is told of each."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from firmware_sim.mqtt.broker import Broker
from firmware_sim.scenario import golden
from firmware_sim.scenario.bench import APART_S, Bench, Verdict, own_bench
from firmware_sim.scenario.read import Scenario
from firmware_sim.scenario.report import show
from firmware_sim.scenario.running_stack import running_stack
from firmware_sim.settings import Settings


@dataclass(frozen=True, slots=True)
class Running:
    """A stack that runs somewhere."""

    broker: Broker
    feed: str
    status: str | None
    real_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What else is to be done with what was seen."""

    record: Path | None = None
    golden: Path | None = None
    every_detail: bool = False

    @property
    def whole_feeds(self) -> bool:
        """Whether everybody looks at everything."""
        return self.record is not None or self.golden is not None


async def try_all(
    scenarios: Sequence[Scenario],
    settings: Settings,
    where: Running | None,
    *,
    wanted: Wanted,
    console: Console,
    say: Callable[[str], None],
) -> list[Verdict]:
    """Play them all, and tell of each as soon as it is judged."""
    verdicts = []
    for together in _rounds(scenarios) if wanted.whole_feeds else [in_order_of_time(scenarios)]:
        async with _bench(together, settings, where, say) as bench:
            for scenario in together:
                verdict = await bench.try_out(scenario, whole_feed=wanted.whole_feeds)
                verdict = _with_its_feed(verdict, wanted, say)
                show(verdict, console, every_detail=wanted.every_detail)
                verdicts.append(verdict)
    return verdicts


def in_order_of_time(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Those that start first, first."""
    return sorted(scenarios, key=lambda each: (each.starts.timestamp(), each.name))


def iso(at_s: float) -> str:
    """A moment as the wire wants it."""
    return datetime.fromtimestamp(at_s, UTC).isoformat().replace("+00:00", "Z")


def _rounds(scenarios: Sequence[Scenario]) -> list[list[Scenario]]:
    """Each on its own day: the words a car chooses depend on when it speaks, so none may be moved."""
    rounds: list[list[Scenario]] = []
    for scenario in in_order_of_time(scenarios):
        for together in rounds:
            if together[-1].ends_s + APART_S <= scenario.starts.timestamp():
                together.append(scenario)
                break
        else:
            rounds.append([scenario])
    return rounds


def _bench(
    scenarios: Sequence[Scenario], settings: Settings, where: Running | None, say: Callable[[str], None]
) -> AbstractAsyncContextManager[Bench]:
    if where is None:
        return own_bench(scenarios, settings, say=say)
    return _bench_at(where, settings)


@asynccontextmanager
async def _bench_at(where: Running, settings: Settings) -> AsyncIterator[Bench]:
    async with running_stack(
        broker=where.broker, feed=where.feed, status=where.status, real_time=where.real_time
    ) as stack:
        yield Bench(stack, settings)


def _with_its_feed(verdict: Verdict, wanted: Wanted, say: Callable[[str], None]) -> Verdict:
    if verdict.skipped or verdict.trouble:
        return verdict
    if wanted.record is not None:
        say(f"written down: {golden.record(verdict, wanted.record)}")
    if wanted.golden is not None:
        return replace(verdict, findings=(*verdict.findings, golden.compare(verdict, wanted.golden)))
    return verdict
