"""Statuses and hashtags by their words."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import Status, StatusTag
from feed.store.visible import visible_to, wanted_by


async def statuses(
    session: AsyncSession, words: str, viewer_id: int, *, limit: int, offset: int
) -> list[Status]:
    """Statuses the viewer may see that have these words, the newest first."""
    query = (
        select(Status)
        .where(
            func.lower(Status.text).contains(words.lower(), autoescape=True),
            visible_to(viewer_id),
            wanted_by(viewer_id),
        )
        .order_by(Status.id.desc())
    )
    return list(await session.scalars(query.limit(limit).offset(offset)))


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
