"""Talks between few: conversations of direct statuses."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.paging import Page, Slice, read_page
from feed.store.tables import Status
from feed.store.visible import visible_to


async def newest_of_each(session: AsyncSession, viewer_id: int, page: Page) -> Slice[Status]:
    """The newest direct status of each conversation that the viewer takes part in, the newest first."""
    newest = (
        select(func.max(Status.id))
        .where(Status.visibility == "direct", visible_to(viewer_id))
        .group_by(Status.conversation_id)
    )
    return await read_page(session, select(Status).where(Status.id.in_(newest)), Status.id, page)
