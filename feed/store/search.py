"""Hashtags by their first letters."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import Status, StatusTag


async def tags(session: AsyncSession, beginning: str, *, limit: int, offset: int) -> list[str]:
    """Hashtags in public statuses that begin like this, in the order of the alphabet."""
    query = (
        select(StatusTag.name)
        .join(Status, Status.id == StatusTag.status_id)
        .where(StatusTag.name.startswith(beginning.lower(), autoescape=True), Status.visibility == "public")
        .distinct()
        .order_by(StatusTag.name)
    )
    return list(await session.scalars(query.limit(limit).offset(offset)))
