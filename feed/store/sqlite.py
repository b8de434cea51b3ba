"""SQLite asked in one trip to its thread for each statement, where aiosqlite makes four.

A trip costs more than most of our statements do: two threads wake each other and quarrel over the
interpreter. So a cursor is made without one, fetches while it is there, and needs none to close.
"""

import sqlite3
from collections.abc import Iterable
from functools import partial
from typing import Any

import aiosqlite

LOCK_WAIT_S = 10.0  # the operator's commands may hold the lock for a moment


class PromptCursor(aiosqlite.Cursor):
    """A cursor that has its rows as soon as it has executed."""

    _rows: list[Any]

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> aiosqlite.Cursor:
        """Executes and fetches."""
        self._rows = await self._execute(  # type: ignore[no-untyped-call]
            self._execute_and_fetch, sql, parameters or ()
        )
        return self

    async def fetchall(self) -> Iterable[Any]:
        """What was fetched."""
        return self._rows

    async def close(self) -> None:
        """Nothing is left to do: a statement that gave its last row is reset."""

    def _execute_and_fetch(self, sql: str, parameters: Iterable[Any]) -> list[Any]:
        self._cursor.execute(sql, tuple(parameters))
        return self._cursor.fetchall() if self._cursor.description else []


class PromptConnection(aiosqlite.Connection):
    """A connection with prompt cursors."""

    def __init__(self, path: str) -> None:
        # its cursors are made on another thread, but nothing is asked of the database there
        connect = partial(sqlite3.connect, path, timeout=LOCK_WAIT_S, check_same_thread=False)
        super().__init__(connect, iter_chunk_size=64)
        self._thread.daemon = True  # a connection that nobody closed does not keep the process

    def cursor(self) -> PromptCursor:  # type: ignore[override]
        """A new cursor."""
        return PromptCursor(self, self._conn.cursor())


async def connect(path: str) -> aiosqlite.Connection:
    """An open connection to the file."""
    return await PromptConnection(path)
