"""How an account stands to others."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from feed.store.tables import Account, AccountNote, Block, Endorsement, Follow, FollowRequest, Mute

Tie = type[Follow] | type[FollowRequest] | type[Block] | type[Mute] | type[Endorsement] | type[AccountNote]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What lies between the viewer and one other account."""

    following: bool = False
    showing_reblogs: bool = False
    notifying: bool = False
    followed_by: bool = False
    requested: bool = False
    requested_by: bool = False
    blocking: bool = False
    blocked_by: bool = False
    muting: bool = False
    muting_notifications: bool = False
    endorsed: bool = False
    note: str = ""  # for the viewer alone


async def between(session: AsyncSession, viewer_id: int, others: Collection[int]) -> dict[int, Relation]:
    """The viewer's relation to those of the others that there are, in one statement."""
    if not others:
        return {}
    follows, asks, blocks, mutes = Follow, FollowRequest, Block, Mute
    followed, asked, blocked = aliased(Follow), aliased(FollowRequest), aliased(Block)

    def to_them(tie: Tie) -> ColumnElement[bool]:
        return and_(tie.account_id == viewer_id, tie.target_account_id == Account.id)

    def from_them(tie: Tie) -> ColumnElement[bool]:
        return and_(tie.account_id == Account.id, tie.target_account_id == viewer_id)

    query = select(
        Account.id,
        follows.id.is_not(None).label("following"),
        follows.show_reblogs,
        follows.notify,
        followed.id.is_not(None).label("followed_by"),
        asks.id.is_not(None).label("requested"),
        asked.id.is_not(None).label("requested_by"),
        blocks.id.is_not(None).label("blocking"),
        blocked.id.is_not(None).label("blocked_by"),
        mutes.id.is_not(None).label("muting"),
        mutes.notifications,
        Endorsement.id.is_not(None).label("endorsed"),
        AccountNote.comment,
    ).where(Account.id.in_(others))
    for tie in (follows, asks, blocks, mutes, Endorsement, AccountNote):
        query = query.outerjoin(tie, to_them(tie))
    for tie in (followed, asked, blocked):
        query = query.outerjoin(tie, from_them(tie))
    return {
        row.id: Relation(
            following=row.following,
            showing_reblogs=bool(row.show_reblogs),
            notifying=bool(row.notify),
            followed_by=row.followed_by,
            requested=row.requested,
            requested_by=row.requested_by,
            blocking=row.blocking,
            blocked_by=row.blocked_by,
            muting=row.muting,
            muting_notifications=bool(row.notifications),
            endorsed=row.endorsed,
            note=row.comment or "",
        )
        for row in await session.execute(query)
    }
