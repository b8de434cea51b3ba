"""End mutes that were for a while."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import Mute


async def end_mutes(session: AsyncSession, *, now: datetime) -> None:
    """Who was muted until now is heard again."""
    await session.execute(delete(Mute).where(Mute.expires_at <= now))
