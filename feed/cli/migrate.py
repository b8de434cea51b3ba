"""`kurumatomo-feed migrate`: the database gets today's tables."""

import asyncio

import typer

from feed.cli.options import ConfigFile, DatabaseUrl
from feed.settings import read_settings
from feed.store.database import Database
from feed.store.migrations import migrate as migrate_database


def migrate(database: DatabaseUrl = None, config: ConfigFile = None) -> None:
    """Bring the database up to date. `serve` does this by itself."""
    settings = read_settings(config, database=database)
    typer.echo(f"The database is at revision {asyncio.run(_migrate(settings.database))}.")


async def _migrate(url: str) -> str:
    database = Database(url)
    try:
        return await migrate_database(database)
    finally:
        await database.close()
