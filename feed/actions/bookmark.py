"""Bookmark: somebody keeps a status for later; nobody else learns of it."""

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import Ids
from feed.store.tables import Bookmark, Status
from feed.store.upsert import insert_into


async def bookmark(session: AsyncSession, status: Status, *, by: int, ids: Ids) -> None:
    """The account `by` keeps the status."""
    statement = insert_into(session, Bookmark).values(id=ids.next(), account_id=by, status_id=status.id)
    await session.execute(statement.on_conflict_do_nothing())


async def unbookmark(session: AsyncSession, status: Status, *, by: int) -> None:
    """The account `by` does not keep the status."""
    await session.execute(delete(Bookmark).where(Bookmark.account_id == by, Bookmark.status_id == status.id))
