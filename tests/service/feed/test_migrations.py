"""The migrations make the tables that the program thinks it has."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

import feed.store.car_tables
import feed.store.tables  # noqa: F401
from feed.store.base import Base
from feed.store.database import Database
from feed.store.migrations import is_current, migrate


def differences(connection: Connection) -> list[object]:
    def is_ours(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "table" or not str(name).startswith("status_words")  # as each database has it

    opts = {"compare_type": True, "include_name": is_ours}
    context = MigrationContext.configure(connection, opts=opts)
    return list(compare_metadata(context, Base.metadata))


async def test_migrating_leads_to_the_tables_of_the_program(database_url: str) -> None:
    database = Database(database_url)
    try:
        await migrate(database)
        await migrate(database)  # twice changes nothing more
        assert await is_current(database)
        async with database.reader.connect() as connection:
            assert await connection.run_sync(differences) == []
    finally:
        await database.close()


async def test_an_empty_database_is_not_current(database_url: str) -> None:
    database = Database(database_url)
    try:
        assert not await is_current(database)
    finally:
        await database.close()
