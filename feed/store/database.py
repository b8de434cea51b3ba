"""The database: one engine to read, one to write, for SQLite (WAL) or PostgreSQL.

Readers see each statement's newest committed rows. Writers are whole transactions: committed when the
block ends, undone when it raises. SQLite has one writer at a time, which waits its turn for the
connection instead of failing half-way for want of the lock.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import orjson
from sqlalchemy import Connection, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from feed.errors import ConfigError
from feed.store.sqlite import connect


def _to_json(value: object) -> str:
    return orjson.dumps(value).decode()


SQLITE_READERS = 4  # threads; more only quarrel over the interpreter

_USUAL: dict[str, Any] = {
    "json_serializer": _to_json,
    "json_deserializer": orjson.loads,
    "hide_parameters": True,  # a statement's values may be a place: an error must not quote them
}
# an autocommitting reader leaves nothing to reset when its connection goes back
_FOR_READING: dict[str, Any] = {
    "isolation_level": "AUTOCOMMIT",
    "pool_reset_on_return": None,
    "skip_autocommit_rollback": True,
}
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}


class Database:
    """An open database. `reading()` and `writing()` lend sessions; `close()` when done."""

    def __init__(self, url: str) -> None:
        self.url = driver_url(url)
        self.is_postgresql = self.url.get_backend_name() == "postgresql"
        self.reader, self.writer = (_postgresql if self.is_postgresql else _sqlite)(self.url)
        self._reading = async_sessionmaker(self.reader, expire_on_commit=False, autoflush=False)
        self._writing = async_sessionmaker(self.writer, expire_on_commit=False)

    @property
    def dsn(self) -> str:
        """The database for other clients than ours, password and all."""
        return self.url.set(drivername=self.url.get_backend_name()).render_as_string(hide_password=False)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that only asks."""
        session = self._reading()
        try:
            yield session
        finally:
            await session.close()  # asks nothing of the database, so it need not be a shielded task

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """One transaction, committed at the end of the block."""
        async with self._writing() as session, session.begin():
            yield session

    async def close(self) -> None:
        """Every connection is closed."""
        await self.reader.dispose()
        await self.writer.dispose()


def driver_url(url: str) -> URL:
    """The operator's `sqlite:///path` or `postgresql://…` with our asynchronous driver.

    Raises:
        ConfigError: for any other kind of database.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # the latter for a port that is no number
        raise ConfigError("database: not a URL; sqlite:///path or postgresql://… is meant") from error
    backend = parsed.get_backend_name()
    if backend not in _DRIVERS or (backend == "sqlite" and not parsed.database):
        raise ConfigError("database: only sqlite:///path and postgresql://… are possible")
    return parsed.set(drivername=_DRIVERS[backend])


def _postgresql(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    # a worker takes at most sixteen of the server's connections, the one it listens on among them
    reader = create_async_engine(url, pool_size=5, max_overflow=5, **_FOR_READING, **_USUAL)
    return reader, create_async_engine(url, pool_size=3, max_overflow=2, **_USUAL)


def _sqlite(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    creator = partial(connect, url.database or "")
    reader = create_async_engine(
        url, async_creator=creator, pool_size=SQLITE_READERS, max_overflow=0, **_FOR_READING, **_USUAL
    )
    writer = create_async_engine(url, async_creator=creator, pool_size=1, max_overflow=0, **_USUAL)
    for engine in (reader, writer):
        event.listen(engine.sync_engine, "connect", _set_pragmas)
    event.listen(writer.sync_engine, "connect", _leave_transactions_to_us)
    event.listen(writer.sync_engine, "begin", _take_the_lock)
    return reader, writer


def _set_pragmas(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # what was answered with 200 must outlive a power cut
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _leave_transactions_to_us(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None


def _take_the_lock(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
