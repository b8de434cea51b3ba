"""The gateway's database: its shape, and what happens while it is away."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from gateway.delivery import tables
from gateway.delivery.meta import read_meta, write_meta
from gateway.delivery.store import Store, StoreUnavailableError
from tests.servers.postgresql import PostgreSQL


async def test_the_migrations_lead_to_the_tables_the_code_speaks_of(database_url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"version_table": "gateway_version"})
        return list(compare_metadata(context, tables.metadata))

    async with Store(database_url) as store:
        assert await store.run(differences) == []


async def test_opening_a_store_again_finds_what_was_kept(database_url: str) -> None:
    async with Store(database_url) as store:
        await store.run(write_meta, "sim_clock", "before")
        await store.run(write_meta, "sim_clock", "after")
    async with Store(database_url) as store:
        assert await store.run(read_meta, "sim_clock") == "after"


async def test_a_query_that_fails_half_way_leaves_nothing(database_url: str) -> None:
    def half(connection: Connection) -> None:
        write_meta(connection, "a", "1")
        raise ZeroDivisionError

    async with Store(database_url) as store:
        with pytest.raises(ZeroDivisionError):
            await store.run(half)
        assert await store.run(read_meta, "a") is None


@pytest.mark.postgresql
async def test_a_database_that_comes_back_is_used_again(
    postgresql_url: str, postgresql_server: PostgreSQL
) -> None:
    async with Store(postgresql_url) as store:
        await store.run(write_meta, "a", "1")
        postgresql_server.stop()
        with pytest.raises(StoreUnavailableError):
            await store.run(read_meta, "a")
        assert store.trouble is not None
        postgresql_server.start()
        assert await store.insist(read_meta, "a") == "1"
        assert store.trouble is None


async def test_a_full_disk_is_no_mistake_of_ours_and_passes(sqlite_url: str) -> None:
    def limit_pages(connection: Connection, count: int) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={count}")

    async with Store(sqlite_url) as store:
        await store.run(limit_pages, 1)
        with pytest.raises(StoreUnavailableError, match="full"):
            await store.run(write_meta, "a", "1" * 1_000_000)
        await store.run(limit_pages, 1_000_000)
        await store.run(write_meta, "a", "2")
        assert await store.run(read_meta, "a") == "2"
