"""Simulators that a test starts end with the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.servers.parts import wait_until
from tests.servers.program import Program


class Simulator(Program):
    """One run of the simulator."""

    def end(self) -> int:
        """Wait until it ends by itself, and answer with its exit code."""
        wait_until(lambda: not self.running, what=f"the simulator ends; it said: {self.printed}", within_s=90)
        return self.stop()


@pytest.fixture
def simulate(tmp_path: Path) -> Iterator[Callable[..., Simulator]]:
    """Start `kurumatomo-sim` with these arguments."""
    started: list[Simulator] = []

    def start(*arguments: str) -> Simulator:
        simulator = Simulator("firmware_sim", *arguments, log=tmp_path / f"simulator-{len(started)}.log")
        simulator.start()
        started.append(simulator)
        return simulator

    yield start
    for simulator in started:
        simulator.kill()
