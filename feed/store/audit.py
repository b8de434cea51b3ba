"""The audit log: written once, each entry sealed with all before it, never changed.

`note(session, "role_changed", by=member.account_id, about=("account", other.id), now=now, role="staff")` is
all it takes. Note it last in a transaction: from there to the commit nobody else can write an entry, and what
is undone was never noted. A refusal undoes what it refuses, so it is noted around it: `noting_refusal`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import FeedError
from feed.log import PRIVATE
from feed.social.audit import Action, Actor, Detail, Entry, Outcome, Subject, neutral, seal
from feed.store.database import Database
from feed.store.paging import Page, Slice, read_entities
from feed.store.tables import AuditEntry, AuditHead
from feed.store.upsert import insert_into

_AT_ONCE = 1000  # entries
_MOST_BREAKS = 20  # told of


async def note(
    session: AsyncSession,
    action: Action,
    *,
    by: Actor,
    about: Subject | None = None,
    outcome: Outcome = "done",
    now: datetime,
    **details: Detail,
) -> None:
    """The log has one entry more, if the transaction is committed. Details are few, and no place or secret.

    Raises:
        ValueError: a detail has the name of something that no log may hold.
    """
    if forbidden := PRIVATE & details.keys():
        raise ValueError(f"{sorted(forbidden)} must not be noted")
    number, before = await _next(session)
    about_kind, about_id = about or (None, None)
    entry = Entry(
        number=number,
        at=now.astimezone(UTC),
        actor_kind="account" if isinstance(by, int) else by,
        actor_id=by if isinstance(by, int) else None,
        action=action,
        about_kind=about_kind,
        about_id=about_id,
        outcome=outcome,
        details={name: neutral(detail) for name, detail in details.items()},
    )
    sealed = seal(entry, before)
    values = {name: getattr(entry, name) for name in Entry.__slots__}
    await session.execute(insert(AuditEntry).values(**values, seal=sealed))
    await session.execute(update(AuditHead).where(AuditHead.id == 1).values(seal=sealed))


@asynccontextmanager
async def noting_refusal(
    database: Database, action: Action, *, by: Actor, about: Subject | None = None, now: datetime
) -> AsyncIterator[None]:
    """Who is refused within is noted, in a transaction of its own; open the one that may fail inside."""
    try:
        yield
    except FeedError:
        async with database.writing() as session:
            await note(session, action, by=by, about=about, outcome="refused", now=now)
        raise


async def entries(
    session: AsyncSession,
    page: Page,
    *,
    actor_id: int | None = None,
    action: str | None = None,
    about_id: int | None = None,
) -> Slice[AuditEntry]:
    """Entries, the newest first."""
    query = select(AuditEntry)
    if actor_id is not None:
        query = query.where(AuditEntry.actor_id == actor_id)
    if action is not None:
        query = query.where(AuditEntry.action == action)
    if about_id is not None:
        query = query.where(AuditEntry.about_id == about_id)
    return await read_entities(session, query, AuditEntry.number, page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a look at the whole log brought.

    Whoever keeps the last seal elsewhere can tell later whether all before it was written anew.
    """

    entries: int
    last_seal: str
    breaks: tuple[str, ...]  # sentences: what is wrong where

    @property
    def is_whole(self) -> bool:
        """Nothing was changed, removed or moved."""
        return not self.breaks


async def verify(session: AsyncSession) -> Verdict:
    """Every entry is held against its seal, and the end against the head, as of now."""
    last, last_seal, newest = await _end(session)
    breaks: list[str] = []
    expected, before, counted = 1, "", 0
    while rows := await _from(session, expected, last):
        for row in rows:
            breaks += _wrong_with(row, expected, before)
            expected, before, counted = row.number + 1, row.seal, counted + 1
    if expected <= last:
        breaks.append(_missing(expected, last))
    elif before != last_seal:
        breaks.append(f"entry {last} is not the one that was written last")
    if newest > last:
        breaks.append(f"the entries after {last} were not written by this program")
    return Verdict(entries=counted, last_seal=before, breaks=tuple(breaks[:_MOST_BREAKS]))


async def is_sealed(session: AsyncSession, known_seal: str) -> bool:
    """Whether an entry has this seal."""
    return bool(await session.scalar(select(exists().where(AuditEntry.seal == known_seal))))


async def _next(session: AsyncSession) -> tuple[int, str]:
    """The number of a new entry and the seal before it. The head stays locked until the commit."""
    statement = (
        insert_into(session, AuditHead)
        .values(id=1, number=1, seal="")
        .on_conflict_do_update(index_elements=["id"], set_={"number": AuditHead.number + 1})
        .returning(AuditHead.number, AuditHead.seal)
    )
    number, before = (await session.execute(statement)).one()
    return number, before


async def _end(session: AsyncSession) -> tuple[int, str, int]:
    """Where the log ends by its head, the seal there, and the largest number there is: as of one moment."""
    newest = select(func.max(AuditEntry.number)).scalar_subquery()
    found = select(AuditHead.number, AuditHead.seal, newest)
    row = (await session.execute(found)).one_or_none()
    if row is None:
        return 0, "", await session.scalar(select(newest)) or 0
    return row[0], row[1], row[2] or 0


async def _from(session: AsyncSession, number: int, last: int) -> list[AuditEntry]:
    within = select(AuditEntry).where(AuditEntry.number >= number, AuditEntry.number <= last)
    return list(await session.scalars(within.order_by(AuditEntry.number).limit(_AT_ONCE)))


def _wrong_with(row: AuditEntry, expected: int, before: str) -> list[str]:
    if row.number != expected:  # what follows cannot be held against a seal that is gone
        return [_missing(expected, row.number - 1)]
    entry = Entry(**{name: getattr(row, name) for name in Entry.__slots__})
    return [] if seal(entry, before) == row.seal else [f"entry {row.number} is not as it was written there"]


def _missing(first: int, last: int) -> str:
    return f"entry {first} is missing" if first == last else f"entries {first} to {last} are missing"
