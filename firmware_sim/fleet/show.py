"""A progress bar for the eye; nothing at all where there is no terminal."""

import time
from collections.abc import Callable
from math import isfinite
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

REDRAWN_EVERY_S = 0.25


class Display:
    """A bar with a line beside it, redrawn a few times a second however often it is told something."""

    def __init__(self, *, total: float) -> None:
        console = Console(stderr=True)
        self._quiet = not console.is_terminal
        self._progress = Progress(
            SpinnerColumn(),
            *([BarColumn()] if isfinite(total) else []),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=console,
            disable=self._quiet,
            transient=True,
        )
        self._task = self._progress.add_task("", total=total if isfinite(total) else None)
        self._drawn_at_s = 0.0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._progress.stop()

    def show(self, *, done: float, told: Callable[[], str]) -> None:
        """Draw how far it is and what is to be told, unless that was done just now."""
        now_s = time.monotonic()
        if not self._quiet and now_s - self._drawn_at_s > REDRAWN_EVERY_S:
            self._drawn_at_s = now_s
            self._progress.update(self._task, completed=done, description=told())
