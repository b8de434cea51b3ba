"""Words for later, as far as they are not said yet."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.paging import Page, Slice, read_entities
from feed.store.tables import ScheduledStatus


async def of_account(session: AsyncSession, account_id: int, page: Page) -> Slice[ScheduledStatus]:
    """What an account will say, the one written last first."""
    query = select(ScheduledStatus).where(ScheduledStatus.account_id == account_id)
    return await read_entities(session, query, ScheduledStatus.id, page)


async def one(session: AsyncSession, scheduled_id: int, account_id: int) -> ScheduledStatus | None:
    """Words of this account that wait."""
    query = select(ScheduledStatus).where(
        ScheduledStatus.id == scheduled_id, ScheduledStatus.account_id == account_id
    )
    return (await session.scalars(query)).one_or_none()


async def by_key(session: AsyncSession, account_id: int, idempotency_key: str) -> ScheduledStatus | None:
    """What this account wrote with this key."""
    query = select(ScheduledStatus).where(
        ScheduledStatus.account_id == account_id, ScheduledStatus.idempotency_key == idempotency_key
    )
    return (await session.scalars(query)).one_or_none()


async def how_many(session: AsyncSession, account_id: int) -> int:
    """How much of an account waits."""
    query = select(func.count()).where(ScheduledStatus.account_id == account_id)
    return await session.scalar(query) or 0


async def to_be_shown(session: AsyncSession) -> set[int]:
    """The pictures and films of all that waits."""
    every = await session.scalars(select(ScheduledStatus.params))
    return {int(media_id) for params in every for media_id in params["media_ids"] or ()}


async def due(session: AsyncSession, *, now: datetime, most: int) -> list[int]:
    """Whose moment has come, the longest waiting first."""
    query = select(ScheduledStatus.id).where(ScheduledStatus.scheduled_at <= now)
    return list(await session.scalars(query.order_by(ScheduledStatus.scheduled_at).limit(most)))


async def take(session: AsyncSession, scheduled_id: int) -> ScheduledStatus | None:
    """The words, which do not wait any more; None if another worker took them."""
    statement = delete(ScheduledStatus).where(ScheduledStatus.id == scheduled_id).returning(ScheduledStatus)
    return (await session.scalars(statement)).one_or_none()
