"""For pytest: collects `*.scenario.toml`, and plays all that were collected on one stack."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from firmware_sim import settings
from firmware_sim.errors import SimulatorError, UsageError
from firmware_sim.scenario.bench import Bench, Verdict, own_bench
from firmware_sim.scenario.read import SUFFIX, Scenario, read
from firmware_sim.scenario.report import told_in_full
from firmware_sim.scenario.trial import in_order_of_time


class NotAsExpectedError(Exception):
    """A scenario failed; its text tells what was seen instead."""


class ScenarioFile(pytest.File):
    """One file, which holds one scenario."""

    def collect(self) -> Iterator["ScenarioItem"]:
        """The scenario in it; a mistake in the file is told with its line."""
        try:
            scenario = read(self.path)
        except UsageError as error:
            raise self.CollectError(str(error)) from error
        yield ScenarioItem.from_parent(self, name=scenario.name, scenario=scenario)


class ScenarioItem(pytest.Item):
    """One scenario as a test."""

    def __init__(self, *, scenario: Scenario, **others: object) -> None:
        super().__init__(**others)  # type: ignore[arg-type]
        self.scenario = scenario

    def runtest(self) -> None:
        """Play it where the others are played, and judge."""
        verdict = self.config.stash[ON_STAGE].try_out(self)
        if verdict.skipped:
            pytest.skip(verdict.skipped)
        if not verdict.passed:
            raise NotAsExpectedError(told_in_full(verdict))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401
        """What was wrong, without a traceback through the bench."""
        if isinstance(excinfo.value, NotAsExpectedError | SimulatorError):
            return f"{self.scenario.form.title}\n{excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """The name it has in a report."""
        return self.path, None, self.scenario.name


class OnStage:
    """The one bench of a test run, built when the first scenario is played."""

    def __init__(self) -> None:
        self._runner: asyncio.Runner | None = None
        self._house = AsyncExitStack()
        self._bench: Bench | None = None

    def try_out(self, item: ScenarioItem) -> Verdict:
        """The verdict of one scenario."""
        runner = self._runner = self._runner or asyncio.Runner()
        if self._bench is None:
            together = [each.scenario for each in item.session.items if isinstance(each, ScenarioItem)]
            work = self._house.enter_async_context(
                own_bench(in_order_of_time(together), settings.load(), say=print)
            )
            self._bench = runner.run(work)
        return runner.run(self._bench.try_out(item.scenario))

    def end(self) -> None:
        """End the stack, if there is one."""
        if self._runner is not None:
            self._runner.run(self._house.aclose())
            self._runner.close()


ON_STAGE = pytest.StashKey[OnStage]()


def pytest_configure(config: pytest.Config) -> None:
    """Nothing is started yet."""
    config.stash[ON_STAGE] = OnStage()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    """Every *.scenario.toml is a test."""
    if file_path.name.endswith(SUFFIX):
        return ScenarioFile.from_parent(parent, path=file_path)
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Time does not go back: those that start first are played first, after all other tests."""
    scenarios = [each for each in items if isinstance(each, ScenarioItem)]
    others = [each for each in items if not isinstance(each, ScenarioItem)]
    scenarios.sort(key=lambda each: (each.scenario.starts.timestamp(), each.name))
    items[:] = [*others, *scenarios]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The stack ends with the run."""
    session.config.stash[ON_STAGE].end()
