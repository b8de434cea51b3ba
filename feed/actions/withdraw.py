"""Withdraw: a status is gone, with its boosts and from every timeline."""

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.publish import count
from feed.store import home, media, talks
from feed.store.tables import Status
from feed.streaming.happening import Happening, withdrawn


async def withdraw(session: AsyncSession, status: Status) -> list[Happening]:
    """The status does not exist any more. Answers to it stay."""
    readers = await home.readers_of(session, status.id)
    await count(session, status, by=-1)
    if status.reblog_of_id is not None:
        boosted = update(Status).where(Status.id == status.reblog_of_id)
        await session.execute(boosted.values(reblogs_count=Status.reblogs_count - 1))
    await media.show_no_more(session, status.id)  # it may be said anew with it
    if status.visibility == "direct":
        await talks.go_back(session, status)
    await session.execute(delete(Status).where(Status.id == status.id))
    return withdrawn(status.id, readers, was_public=status.visibility == "public")
