"""How a database of any age gets today's tables."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from feed.errors import ConfigError
from feed.store.database import Database

_HERE = Path(__file__).parent
_ADVISORY_LOCK = 0x6B757275  # any number of ours: two servers starting together migrate one after the other


async def migrate(database: Database) -> str:
    """Brings the tables up to date and returns the revision they are at.

    Raises:
        ConfigError: if the database cannot be opened, or a newer program than this made its tables.
    """
    try:
        if not database.is_postgresql and database.url.database:
            # first without threads: one of aiosqlite's that fails to open a file outlives the event loop
            sqlite3.connect(database.url.database).close()
        await _migrate(database)
    except CommandError as error:
        raise ConfigError(f"database: its tables are not of this version: {error}") from error
    except (DBAPIError, sqlite3.Error, OSError) as error:
        raise ConfigError(f"database: cannot be used: {getattr(error, 'orig', error)}") from error
    return head()


async def is_current(database: Database) -> bool:
    """Whether the tables are the ones this program was written for."""
    async with database.reader.connect() as connection:
        return await connection.run_sync(_revision) == head()


def head() -> str:
    """The newest revision."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


async def _migrate(database: Database) -> None:
    async with database.writer.begin() as connection:
        if database.is_postgresql:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        await connection.run_sync(_upgrade)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    return config


def _upgrade(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
