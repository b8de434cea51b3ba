"""Keep one's distance: block, mute, and end it again."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.follow import unfollow
from feed.errors import NotAllowedError
from feed.ids import Ids
from feed.store import friends, home
from feed.store.tables import Block, Mute
from feed.store.upsert import insert_into


async def block(session: AsyncSession, target_id: int, *, by: int, ids: Ids) -> None:
    """The two neither see nor follow each other.

    Raises:
        NotAllowedError: they are the same.
    """
    if target_id == by:
        raise NotAllowedError
    for one, other in ((by, target_id), (target_id, by)):
        await friends.tell_of_tie(session, one, other)
    statement = insert_into(session, Block).values(id=ids.next(), account_id=by, target_account_id=target_id)
    await session.execute(statement.on_conflict_do_nothing())
    for one, other in ((by, target_id), (target_id, by)):
        await unfollow(session, other, by=one)
        await home.part(session, one, other)


async def unblock(session: AsyncSession, target_id: int, *, by: int) -> None:
    """The target may see and follow `by` again."""
    await session.execute(delete(Block).where(Block.account_id == by, Block.target_account_id == target_id))


async def mute(
    session: AsyncSession,
    target_id: int,
    *,
    by: int,
    notifications: bool,
    until: datetime | None = None,
    ids: Ids,
) -> None:
    """The account `by` does not hear the target, nor of it if `notifications` are muted too.

    Raises:
        NotAllowedError: they are the same.
    """
    if target_id == by:
        raise NotAllowedError
    how = {"notifications": notifications, "expires_at": until}
    statement = insert_into(session, Mute).values(
        id=ids.next(), account_id=by, target_account_id=target_id, **how
    )
    await session.execute(
        statement.on_conflict_do_update(index_elements=["account_id", "target_account_id"], set_=how)
    )


async def unmute(session: AsyncSession, target_id: int, *, by: int) -> None:
    """The account `by` hears the target again."""
    await session.execute(delete(Mute).where(Mute.account_id == by, Mute.target_account_id == target_id))
