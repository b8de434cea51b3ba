"""Scenarios one after another on one stack, each on a day of its own; what became of each."""

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from firmware_sim.errors import SimulatorError, UsageError
from firmware_sim.faults import FAULTS, Mishap
from firmware_sim.scenario.happenings import Fails
from firmware_sim.scenario.judge import Finding, failed, judge
from firmware_sim.scenario.own_stack import own_stack
from firmware_sim.scenario.play import play
from firmware_sim.scenario.read import Scenario
from firmware_sim.scenario.sight import Record
from firmware_sim.scenario.stack import Stack
from firmware_sim.scenario.wire import acts_of
from firmware_sim.settings import Settings

WEEK = timedelta(weeks=1)
APART_S = 3600.0
NOTHING = Record()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a scenario."""

    scenario: Scenario
    findings: tuple[Finding, ...] = ()
    record: Record = NOTHING
    seconds: float = 0.0  # ours
    skipped: str = ""  # why it could not be played here
    trouble: str = ""  # why it came to no end

    @property
    def passed(self) -> bool:
        """Whether all was as expected."""
        return not self.trouble and not failed(self.findings)


class Bench:
    """A stack, and how late it is there. Time never goes back: who comes too early moves on by weeks."""

    def __init__(self, stack: Stack, settings: Settings) -> None:
        self._stack, self._settings = stack, settings
        self._now_s = 0.0

    async def try_out(self, scenario: Scenario, *, whole_feed: bool = False) -> Verdict:
        """Play it and judge. Raises UsageError when it cannot be played as it stands."""
        if why := self._impossible(scenario):
            return Verdict(scenario, skipped=why)
        scenario = self._on_a_day_of_its_own(scenario)
        began_s = time.monotonic()
        try:
            await self._stack.prepare(scenario)
            acts = acts_of(scenario, self._stack.names(scenario), self._settings)
            record = await play(scenario, acts, self._stack, whole_feed=whole_feed)
        except UsageError:
            raise
        except SimulatorError as error:
            return Verdict(scenario, seconds=time.monotonic() - began_s, trouble=str(error))
        finally:
            self._now_s = scenario.ends_s + APART_S
        return Verdict(scenario, tuple(judge(scenario, record)), record, time.monotonic() - began_s)

    def _on_a_day_of_its_own(self, scenario: Scenario) -> Scenario:
        starts = scenario.starts
        if self._stack.is_real_time:
            return replace(scenario, starts=datetime.now(starts.tzinfo).replace(microsecond=0))
        while starts.timestamp() < self._now_s:
            starts += WEEK
        return replace(scenario, starts=starts)

    def _impossible(self, scenario: Scenario) -> str:
        kinds = [FAULTS[fault.kind] for fault in scenario.form.fault]
        if not self._stack.guards_topics and any(
            isinstance(kind, Mishap) and kind.needs_rights for kind in kinds
        ):
            return "needs a broker that guards topics: apt install mosquitto"
        if not self._stack.is_our_own and any(isinstance(each, Fails) for each in scenario.form.happens):
            return "restarts a program, which only a stack of our own allows"
        return ""


@asynccontextmanager
async def own_bench(
    scenarios: Sequence[Scenario], settings: Settings, *, say: Callable[[str], None]
) -> AsyncIterator[Bench]:
    """A bench with a stack of its own, for these scenarios, while the block runs."""
    with TemporaryDirectory(prefix="kurumatomo-bench-") as folder:
        async with own_stack(Path(folder), scenarios, say) as stack:
            yield Bench(stack, settings)
