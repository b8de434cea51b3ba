"""The small pictures of this server's own."""

from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import CustomEmoji


class Emoji(NamedTuple):
    """A small picture and its short name."""

    shortcode: str
    category: str | None
    path: str  # below the media folder


async def every(session: AsyncSession) -> list[Emoji]:
    """All there are, by category and name."""
    columns = (getattr(CustomEmoji, name) for name in Emoji._fields)
    rows = await session.execute(select(*columns).order_by(CustomEmoji.category, CustomEmoji.shortcode))
    return [Emoji._make(row) for row in rows]


async def exists(session: AsyncSession, shortcode: str) -> bool:
    """Whether there is one of this name."""
    return await session.scalar(select(CustomEmoji.id).where(CustomEmoji.shortcode == shortcode)) is not None


async def remove(session: AsyncSession, shortcode: str) -> bool:
    """There is none of this name any more; False if there was none. Its file goes with the next sweep."""
    gone = delete(CustomEmoji).where(CustomEmoji.shortcode == shortcode).returning(CustomEmoji.id)
    return await session.scalar(gone) is not None
