"""The gateway's database behind one thread of its own: one writer, so nothing waits for a lock."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

import sqlalchemy
import structlog
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError

log = structlog.get_logger()

P = ParamSpec("P")
T = TypeVar("T")

DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
FORMS = "sqlite:///path/to/gateway.sqlite or postgresql://user:password@host/database"
BACK_OFF_S = (0.1, 0.2, 0.5, 1.0, 2.0)
LONGEST_SILENCE_S = 10.0  # a transaction that takes longer means that nobody is at home


class StoreUnavailableError(Exception):
    """The database cannot be reached or cannot write now. Nothing is wrong with what was asked of it."""


class Store:
    """Runs query functions, one transaction each. A query function takes a connection and values."""

    def __init__(self, url: str) -> None:
        self._engine = engine_for(url)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._refused: str | None = "not opened yet"
        self._busy_since: float | None = None

    async def __aenter__(self) -> Self:
        await self.run(migrate)
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._engine.dispose)
        self._thread.shutdown(wait=False)

    @property
    def trouble(self) -> str | None:
        """Why the database cannot be used now, or None."""
        busy_since = self._busy_since
        if busy_since is not None and time.monotonic() - busy_since > LONGEST_SILENCE_S:
            return "the database does not answer"
        return self._refused

    async def run(
        self, query: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What a query answers, once everything it wrote is on disk.

        Raises:
            StoreUnavailableError: nothing was written, or (when the connection broke while committing) nobody
                can tell. Whatever writes must therefore be safe to repeat.
        """
        asked = partial(self._in_transaction, query, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._thread, asked)

    async def insist(
        self, query: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What a query answers, however long the database is away. The query must be safe to repeat."""
        for delay_s in chain(BACK_OFF_S, repeat(BACK_OFF_S[-1])):
            try:
                return await self.run(query, *args, **kwargs)
            except StoreUnavailableError as error:
                log.warning("waiting for the database", reason=str(error), again_in_s=delay_s)
            await asyncio.sleep(delay_s)
        raise AssertionError("repeat() has no end")

    def _in_transaction(
        self, query: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        self._busy_since = time.monotonic()
        try:
            with self._engine.begin() as connection:
                answer = query(connection, *args, **kwargs)
        except (OperationalError, InterfaceError, InternalError) as error:
            self._refused = _first_line(error)
            raise StoreUnavailableError(self._refused) from error
        finally:
            self._busy_since = None
        self._refused = None
        return answer


def engine_for(url: str) -> Engine:
    """An engine for a sqlite:/// or postgresql:// URL, not connected yet. Raises ValueError for another."""
    try:
        parsed = sqlalchemy.make_url(url)
        drivername = DRIVERS[parsed.drivername]
    except (sqlalchemy.exc.ArgumentError, KeyError, ValueError) as wrong:
        raise ValueError(f"not a database we can use; it looks like {FORMS}") from wrong
    if drivername == "sqlite":
        if not parsed.database:
            raise ValueError(f"a database in memory forgets everything; give a file, like {FORMS}")
        engine = sqlalchemy.create_engine(parsed, hide_parameters=True, connect_args={"timeout": 5.0})
        event.listen(engine, "connect", _make_durable)
    else:  # one writer, one connection; given up on after 5 s rather than the system's minutes
        parsed = parsed.set(drivername=drivername)
        engine = sqlalchemy.create_engine(
            parsed,
            hide_parameters=True,  # a statement's values may be a place: an error must not quote them
            pool_size=1,
            max_overflow=0,
            connect_args={"connect_timeout": 5},
        )
    engine.dialect.use_insertmanyvalues_wo_returning = True  # a batch's rows in one statement, not in as many
    return engine


def shown(url: str) -> str:
    """A database's URL without its password."""
    return sqlalchemy.make_url(url).render_as_string(hide_password=True)


def migrate(connection: Connection) -> None:
    """Bring the tables to the shape this version knows."""
    migrations = Config()
    migrations.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    migrations.attributes["connection"] = connection
    command.upgrade(migrations, "head")


def _make_durable(connection: DBAPIConnection, _: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")  # what we acknowledge must outlive a power cut


def _first_line(error: sqlalchemy.exc.DBAPIError) -> str:
    """The database's own words, without the statement and its values."""
    return str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
