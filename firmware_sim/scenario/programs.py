"""Programs that a stack of our own consists of: each a process on loopback, started by its command line."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from os import environ
from pathlib import Path

from firmware_sim.errors import SimulatorError

STARTS_WITHIN_S, ENDS_WITHIN_S, RUNS_WITHIN_S = 60.0, 15.0, 120.0
LOOK_AGAIN_S = 0.05
LAST_LINES = 12


class Program:
    """A process that runs until it is stopped; what it prints is in its log."""

    def __init__(
        self, name: str, command: Sequence[str], *, log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self.name = name
        self._command, self._log = tuple(command), log
        self._environment = {**environ, **(environment or {})}
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, ready: Callable[[], Awaitable[bool]]) -> None:
        """Return once it is ready. Raises SimulatorError with the end of its log when it never is."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )
        try:
            async with asyncio.timeout(STARTS_WITHIN_S):
                while not await ready():
                    if self._process.returncode is not None:
                        raise SimulatorError(f"the {self.name} did not start; it said:\n{self.last_words}")
                    await asyncio.sleep(LOOK_AGAIN_S)
        except TimeoutError as error:
            raise SimulatorError(f"the {self.name} is not ready; it said:\n{self.last_words}") from error

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it; by force when it takes long."""
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(how)
        try:
            async with asyncio.timeout(ENDS_WITHIN_S):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()

    @property
    def last_words(self) -> str:
        """The end of its log."""
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-LAST_LINES:])


async def run(*arguments: str, environment: Mapping[str, str] | None = None) -> str:
    """What `python -m …` prints. Raises SimulatorError with its last words when it fails."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *arguments),
        env={**environ, **(environment or {})},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(RUNS_WITHIN_S):
            printed, complained = await process.communicate()
    except TimeoutError as error:
        process.kill()
        raise SimulatorError(f"{' '.join(arguments[:2])} does not come to an end") from error
    if process.returncode:
        last = "\n".join(complained.decode(errors="replace").splitlines()[-LAST_LINES:])
        raise SimulatorError(f"{' '.join(arguments[:2])} failed: {last}")
    return printed.decode()


def python(*arguments: str) -> tuple[str, ...]:
    """The command line of a module of ours."""
    return (sys.executable, "-m", *arguments)
