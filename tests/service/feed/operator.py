"""The operator's program, run in this process."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feed.store.cars import RegisteredCar, changed_after
from feed.store.database import Database


@dataclass(frozen=True)
class Ended:
    """What a command came to."""

    code: int | str | None
    out: str
    err: str


FLEET = Path("config/fleet.toml")
Run = Callable[..., Ended]


def program(*words: str) -> Ended:
    """The same as a process of its own, which may set up a log."""
    ended = subprocess.run(
        [sys.executable, "-m", "feed", *words], capture_output=True, text=True, check=False
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def ask(url: str, question: Callable[[Database], Coroutine[Any, Any, Any]]) -> Any:  # noqa: ANN401
    async def asked() -> Any:  # noqa: ANN401
        database = Database(url)
        try:
            return await question(database)
        finally:
            await database.close()

    return asyncio.run(asked())


def register_of(url: str) -> list[RegisteredCar]:
    async def question(database: Database) -> list[RegisteredCar]:
        async with database.reading() as session:
            return await changed_after(session, 0, limit=None)

    return ask(url, question)
