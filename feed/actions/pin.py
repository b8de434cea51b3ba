"""Pin: one's own words stand first on one's profile."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import InvalidError
from feed.store.tables import Status

MOST_PINNED = 5


async def pin(session: AsyncSession, status: Status, *, by: int, now: datetime) -> None:
    """The status stands first on its author's profile; pinning it twice is pinning it once.

    Raises:
        InvalidError: it is another's, a boost, for few eyes only, or one too many.
    """
    if status.account_id != by:
        raise InvalidError("Someone else's post cannot be pinned")
    if status.reblog_of_id is not None:
        raise InvalidError("A boost cannot be pinned")
    if status.visibility in {"direct", "limited"}:
        raise InvalidError("Posts that are only visible to mentioned users cannot be pinned")
    if status.pinned_at is not None:
        return
    pinned = select(func.count()).where(Status.account_id == by, Status.pinned_at.is_not(None))
    if (await session.scalar(pinned) or 0) >= MOST_PINNED:
        raise InvalidError(f"You have already pinned the maximum number of posts, {MOST_PINNED}")
    status.pinned_at = now


def unpin(status: Status, *, by: int) -> None:
    """The status stands where it belongs by its time."""
    if status.account_id == by:
        status.pinned_at = None
