"""What a status said before it was edited."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import Status, StatusEdit

MOST_SHOWN = 100  # the newest


async def of_status(session: AsyncSession, status_id: int) -> list[StatusEdit]:
    """How it read before, the oldest first."""
    query = (
        select(StatusEdit)
        .where(StatusEdit.status_id == status_id)
        .order_by(StatusEdit.id.desc())
        .limit(MOST_SHOWN)
    )
    return list(await session.scalars(query))[::-1]


async def boosters(session: AsyncSession, status_id: int) -> list[int]:
    """The accounts that boosted it."""
    return list(await session.scalars(select(Status.account_id).where(Status.reblog_of_id == status_id)))
