"""The audit log keeps what was done, in one chain, and tells where somebody laid a hand on it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from feed.errors import NotAllowedError
from feed.store.audit import Verdict, entries, note, noting_refusal, verify
from feed.store.database import Database
from feed.store.migrations import migrate
from feed.store.paging import Page
from feed.store.tables import AuditEntry

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    await migrate(opened)
    yield opened
    await opened.close()


async def write(database: Database, *accounts: int) -> None:
    for account_id in accounts:
        async with database.writing() as session:
            await note(
                session, "role_changed", by=7, about=("account", account_id), now=MORNING, role="dealer"
            )


async def verdict_of(database: Database) -> Verdict:
    async with database.reading() as session:
        return await verify(session)


async def all_of(database: Database) -> list[AuditEntry]:
    async with database.reading() as session:
        return list((await entries(session, Page(limit=200))).rows)


async def breaks_after(database: Database, *statements: str) -> list[str]:
    """What is found when the owner of the database, its guard taken away, has done this; undone then."""
    off = (
        ["ALTER TABLE audit_entries DISABLE TRIGGER ALL"]
        if database.is_postgresql
        else ["DROP TRIGGER audit_entries_no_update", "DROP TRIGGER audit_entries_no_delete"]
    )
    async with database.writing() as session:
        for statement in (*off, *statements):
            await session.execute(text(statement))
        breaks = list((await verify(session)).breaks)
        await session.rollback()
    return breaks


TAMPERING = {
    "changed": ["UPDATE audit_entries SET actor_id = 8 WHERE number = 3"],
    "the last one changed": ["UPDATE audit_entries SET details = '{}' WHERE number = 5"],
    "removed": ["DELETE FROM audit_entries WHERE number = 3"],
    "begun later": ["DELETE FROM audit_entries WHERE number < 3"],
    "cut short": ["DELETE FROM audit_entries WHERE number > 3"],
    "cut short with its head": [
        "DELETE FROM audit_entries WHERE number > 3",
        "UPDATE audit_head SET number = 3",
    ],
    "its head turned back": ["UPDATE audit_head SET number = 4"],
    "moved": [
        "UPDATE audit_entries SET number = 99 WHERE number = 2",
        "UPDATE audit_entries SET number = 2 WHERE number = 3",
        "UPDATE audit_entries SET number = 3 WHERE number = 99",
    ],
    "removed and closed up": [
        "DELETE FROM audit_entries WHERE number = 3",
        "UPDATE audit_entries SET number = 3 WHERE number = 4",
        "UPDATE audit_entries SET number = 4 WHERE number = 5",
    ],
}


async def test_an_entry_says_who_did_what_to_whom_and_when(database: Database) -> None:
    await write(database, 12)
    (one,) = await all_of(database)
    kept = (one.number, one.at, one.actor_kind, one.actor_id, one.action, one.about_kind, one.about_id)
    assert kept == (1, MORNING, "account", 7, "role_changed", "account", 12)
    assert (one.outcome, one.details) == ("done", {"role": "dealer"})
    assert await verdict_of(database) == Verdict(entries=1, last_seal=one.seal, breaks=())


async def test_an_empty_log_is_whole(database: Database) -> None:
    assert await verdict_of(database) == Verdict(entries=0, last_seal="", breaks=())


async def test_many_who_write_at_once_make_one_chain(database_url: str, database: Database) -> None:
    other = Database(database_url)  # another worker
    await asyncio.gather(
        *(write(one, *range(n, n + 5)) for n in range(1, 21, 5) for one in (database, other))
    )
    await other.close()
    assert [one.number for one in await all_of(database)] == list(range(40, 0, -1))
    assert (await verdict_of(database)).is_whole


async def test_what_was_undone_leaves_no_gap(database: Database) -> None:
    await write(database, 1)
    async with database.writing() as session:
        await note(session, "exported", by="operator", now=MORNING)
        await session.rollback()
    await write(database, 2)
    assert [one.about_id for one in await all_of(database)] == [2, 1]
    assert (await verdict_of(database)).is_whole


async def test_who_is_refused_is_noted_although_their_deed_is_undone(database: Database) -> None:
    async def undone() -> None:
        async with noting_refusal(database, "car_claimed", by=7, now=MORNING), database.writing() as session:
            await note(session, "role_changed", by=7, now=MORNING)
            raise NotAllowedError

    with pytest.raises(NotAllowedError):
        await undone()
    (one,) = await all_of(database)
    assert (one.action, one.outcome, one.actor_id) == ("car_claimed", "refused", 7)


async def test_no_entry_can_be_changed_or_removed_by_mistake(database: Database) -> None:
    await write(database, 1)
    for statement in ("UPDATE audit_entries SET actor_id = 8", "DELETE FROM audit_entries"):
        with pytest.raises(DBAPIError, match="never changed"):
            async with database.writing() as session:
                await session.execute(text(statement))
    assert [one.actor_id for one in await all_of(database)] == [7]


async def test_whoever_lays_a_hand_on_the_log_is_found_out(database: Database) -> None:
    await write(database, 1, 2, 3, 4, 5)
    found = {name: await breaks_after(database, *statements) for name, statements in TAMPERING.items()}
    assert found == {
        "changed": ["entry 3 is not as it was written there"],
        "the last one changed": ["entry 5 is not as it was written there"],
        "removed": ["entry 3 is missing"],
        "begun later": ["entries 1 to 2 are missing"],
        "cut short": ["entries 4 to 5 are missing"],
        "cut short with its head": ["entry 3 is not the one that was written last"],
        "its head turned back": [
            "entry 4 is not the one that was written last",
            "the entries after 4 were not written by this program",
        ],
        "moved": [f"entry {number} is not as it was written there" for number in (2, 3, 4)],
        "removed and closed up": [
            "entry 3 is not as it was written there",
            "entry 4 is not as it was written there",
            "entry 5 is missing",
        ],
    }
    assert (await verdict_of(database)).is_whole


async def test_no_secret_can_be_noted_and_no_terminal_be_steered(database: Database) -> None:
    async with database.writing() as session:
        with pytest.raises(ValueError, match=r"\['password'\] must not be noted"):
            await note(session, "sign_in_failed", by="nobody", now=MORNING, password="12345678")
        unruly = "staff\r\n2026 \x1b[31mred\u202e" + "x" * 500
        await note(session, "role_changed", by=7, now=MORNING, role=unruly)
    (one,) = await all_of(database)
    assert one.details["role"][:45] == "staff\\u000d\\u000a2026 \\u001b[31mred\\u202exxxx"
    assert len(one.details["role"]) == 200
