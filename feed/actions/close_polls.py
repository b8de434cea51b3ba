"""Close polls: their time is over, and those who took part are told how it came out."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.vote import touch
from feed.ids import Ids
from feed.store import notifications
from feed.store.tables import Poll, PollVote
from feed.streaming.happening import Happening

MOST_AT_ONCE = 100


async def close_polls(session: AsyncSession, *, now: datetime, ids: Ids) -> list[Happening]:
    """Polls whose time is over are closed, each once, however many workers look."""
    due = (
        select(Poll.id)
        .where(Poll.closed_at.is_(None), Poll.expires_at <= now)
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    closing = update(Poll).where(Poll.id.in_(due)).values(closed_at=now)
    closed = (await session.execute(closing.returning(Poll.id, Poll.status_id, Poll.account_id))).all()
    if not closed:
        return []
    await touch(session, [status_id for _, status_id, _ in closed])
    happenings = [Happening("edited", status_id) for _, status_id, _ in closed]
    for poll_id, status_id, asked_by in closed:
        voters = await session.scalars(select(PollVote.account_id).where(PollVote.poll_id == poll_id))
        told = await notifications.notify(
            session, {asked_by, *voters}, "poll", by=asked_by, status_id=status_id, ids=ids, also_self=True
        )
        happenings += [Happening("notification", notification_id) for notification_id in told]
    return happenings
