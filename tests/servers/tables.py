"""Databases with the feed's tables in them, copied from one that was migrated once in this run."""

import shutil
import tempfile
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from feed.store.database import Database
from feed.store.migrations import migrate

_FOLDER = tempfile.TemporaryDirectory(prefix="kurumatomo-tables-")
_MADE: dict[str, str] = {}  # by server: what others are copied from


async def lay_tables(url: str) -> None:
    """The database has today's tables. One that was in use before keeps what it has, and is migrated."""
    if await (_copied_file(url) if url.startswith("sqlite") else _copied_database(url)):
        return
    await _migrate(url)


async def _copied_file(url: str) -> bool:
    if "sqlite" not in _MADE:
        _MADE["sqlite"] = f"{_FOLDER.name}/tables.sqlite"
        await _migrate(f"sqlite:///{_MADE['sqlite']}")
    return _copied(Path(_MADE["sqlite"]), Path(url.removeprefix("sqlite:///")))


def _copied(made: Path, path: Path) -> bool:
    if path.exists():
        return False
    shutil.copyfile(made, path)
    return True


async def _copied_database(url: str) -> bool:
    here = make_url(url)
    server = here.set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(url) as connection:
        if connection.execute("SELECT to_regclass('alembic_version')").fetchone() != (None,):
            return False
    with psycopg.connect(server, autocommit=True) as connection:
        if server not in _MADE:
            connection.execute("CREATE DATABASE tables")
            await _migrate(here.set(database="tables").render_as_string(hide_password=False))
            _MADE[server] = "tables"
        connection.execute(f'DROP DATABASE "{here.database}"'.encode())
        connection.execute(f'CREATE DATABASE "{here.database}" TEMPLATE tables'.encode())
    return True


async def _migrate(url: str) -> None:
    database = Database(url)
    try:
        await migrate(database)
    finally:
        await database.close()
