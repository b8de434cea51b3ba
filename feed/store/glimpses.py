"""Statuses at a glance: which ones a viewer may see, how new they are, and what the viewer did to them.

A timeline is read as glimpses. They are small, and a status with the same glimpse looks the same: whoever
has presented it once need not look closer. The statements are built once and kept; making one of this
size anew costs more than running it.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    null,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from feed.errors import NotFoundError
from feed.store.base import BigInt
from feed.store.tables import Account, Bookmark, Favourite, MutedConversation, PollVote, Status
from feed.store.visible import visible_to

MOST_IN_A_THREAD = 400  # above and below together

VIEWER: BindParameter[int] = bindparam("viewer", type_=BigInt)


class Marks(NamedTuple):
    """What a viewer did to a status; to what it boosts, if it is a boost."""

    is_favourite: bool = False
    is_kept: bool = False
    is_boosted: bool = False
    is_muted: bool = False  # its conversation
    is_pinned: bool = False  # to the viewer's own profile
    choices: int | None = None  # in its poll: bit n is set for option n


class Glimpse(NamedTuple):
    """A status as one viewer meets it."""

    id: int
    version: int
    author_version: int
    original_version: int | None  # None: it is no boost
    original_author_version: int | None
    in_reply_to_id: int | None
    conversation_id: int
    marks: Marks


_PLAIN = len(Glimpse._fields) - 1  # columns that are not marks


def select_glimpses(*, signed_in: bool) -> Select[Any]:
    """The statement for what a viewer may see; where and in which order is for the caller to add.

    Executed with the parameter `viewer`, when somebody is signed in.
    """
    viewer = VIEWER if signed_in else None
    original, original_author = aliased(Status), aliased(Account)
    columns: Sequence[Any] = (
        Status.id,
        Status.version,
        Account.version,
        original.version,
        original_author.version,
        Status.in_reply_to_id,
        Status.conversation_id,
        *_marks(viewer, original),
    )
    return (
        select(*columns)
        .select_from(Status)
        .join(Account, Account.id == Status.account_id)
        .outerjoin(original, original.id == Status.reblog_of_id)
        .outerjoin(original_author, original_author.id == original.account_id)
        .where(visible_to(viewer))
    )


def glimpse_of(row: Sequence[Any]) -> Glimpse:
    """A row of such a statement."""
    return Glimpse._make((*row[:_PLAIN], Marks._make(row[_PLAIN : _PLAIN + len(Marks._fields)])))


async def by_ids(session: AsyncSession, status_ids: Collection[int], viewer_id: int | None) -> list[Glimpse]:
    """Those of the statuses that exist for the viewer, newest first."""
    query = _by_ids(signed_in=viewer_id is not None)
    return await read_glimpses(session, query, {"viewer": viewer_id, "ids": list(status_ids)})


async def required(session: AsyncSession, status_id: int, viewer_id: int | None) -> Glimpse:
    """The status.

    Raises:
        NotFoundError: it does not exist for the viewer.
    """
    found = await by_ids(session, [status_id], viewer_id)
    if not found:
        raise NotFoundError
    return found[0]


async def conversation(session: AsyncSession, of: Glimpse, viewer_id: int | None) -> list[Glimpse]:
    """What else was said in the same conversation and exists for the viewer, oldest first."""
    query = (
        select_glimpses(signed_in=viewer_id is not None)
        .where(Status.conversation_id == of.conversation_id, Status.id != of.id)
        .order_by(Status.id)
        .limit(MOST_IN_A_THREAD)
    )
    return await read_glimpses(session, query, {"viewer": viewer_id})


async def read_glimpses(
    session: AsyncSession, query: Select[Any], values: dict[str, object]
) -> list[Glimpse]:
    """What a statement of `select_glimpses` finds."""
    connection = await session.connection()  # no entities are wanted, so nobody need look for them
    return [glimpse_of(row) for row in await connection.execute(query, values)]


@cache
def _by_ids(*, signed_in: bool) -> Select[Any]:
    wanted = bindparam("ids", expanding=True, type_=BigInt)
    return select_glimpses(signed_in=signed_in).where(Status.id.in_(wanted)).order_by(Status.id.desc())


def _marks(viewer: BindParameter[int] | None, original: type[Status]) -> Sequence[ColumnElement[Any]]:
    """The columns of `Marks`, in their order."""
    if viewer is None:
        return [*[false()] * 5, null()]
    about = func.coalesce(Status.reblog_of_id, Status.id)
    conversation_id = func.coalesce(original.conversation_id, Status.conversation_id)
    poll_id = func.coalesce(original.poll_id, Status.poll_id)
    liking, keeping, own = aliased(Favourite), aliased(Bookmark), aliased(Status)
    muted, vote = aliased(MutedConversation), aliased(PollVote)
    chosen = select(vote.choices).where(vote.account_id == viewer, vote.poll_id == poll_id)
    return (
        exists().where(liking.account_id == viewer, liking.status_id == about),
        exists().where(keeping.account_id == viewer, keeping.status_id == about),
        exists().where(own.account_id == viewer, own.reblog_of_id == about),
        exists().where(muted.account_id == viewer, muted.conversation_id == conversation_id),
        and_(Status.pinned_at.is_not(None), Status.account_id == viewer),
        case((poll_id.is_not(None), chosen.scalar_subquery())),  # asked only of what has a poll
    )
