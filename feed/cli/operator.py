"""What an operator's command works with: the database, brought up to date, and identifiers of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from feed.actions.passwords import Passwords
from feed.app import wall_clock
from feed.ids import COMMAND_LINE_WORKER, Ids
from feed.settings import Settings, read_settings
from feed.store.database import Database
from feed.store.migrations import migrate

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """The hands of who types a command."""

    settings: Settings
    database: Database
    ids: Ids
    passwords: Passwords


def by_hand(
    work: Callable[[Operator], Awaitable[Result]], *, config: Path | None, database: str | None
) -> Result:
    """What the work brings, done on the feed's database.

    Raises:
        ConfigError: if the database cannot be opened.
    """
    return asyncio.run(_do(work, read_settings(config, database=database)))


async def _do(work: Callable[[Operator], Awaitable[Result]], settings: Settings) -> Result:
    database = Database(settings.database)
    passwords = Passwords(memory_kib=settings.password_memory_kib, rounds=settings.password_rounds)
    ids = Ids(wall_clock, worker=COMMAND_LINE_WORKER)
    try:
        await migrate(database)
        return await work(Operator(settings=settings, database=database, ids=ids, passwords=passwords))
    finally:
        passwords.close()
        await database.close()
