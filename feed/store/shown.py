"""Statuses as they are shown, with all that belongs to them, in one statement for one as for forty.

What a page asks for is built once and kept: making a statement of this size anew costs more than running it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, exists, false, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from feed.errors import NotFoundError
from feed.social.roles import AccountKind
from feed.social.visibility import Visibility
from feed.store.base import BigInt
from feed.store.tables import Account, Bookmark, Favourite, Status
from feed.store.visible import visible_to, wanted_by

MOST_IN_A_THREAD = 400  # above and below together

VIEWER: BindParameter[int] = bindparam("viewer", type_=BigInt)


class Author(NamedTuple):
    """A member, as far as a status shows them."""

    id: int
    kind: AccountKind
    username: str
    display_name: str
    note: str
    own_fields: list[dict[str, str]]
    locked: bool
    bot: bool
    discoverable: bool
    avatar_path: str | None
    header_path: str | None
    followers_count: int
    following_count: int
    statuses_count: int
    last_status_on: date | None


class Said(NamedTuple):
    """What was said, without who said it."""

    id: int
    account_id: int
    content: str
    spoiler_text: str
    sensitive: bool
    visibility: Visibility
    language: str | None
    in_reply_to_id: int | None
    in_reply_to_account_id: int | None
    conversation_id: int
    spoken_to: list[tuple[int, str]]  # account id and username
    tags: list[str]
    car_event: dict[str, Any] | None
    edited_at: datetime | None
    replies_count: int
    reblogs_count: int
    favourites_count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A status for one viewer. A boost has what it boosts inside; the marks are about that."""

    said: Said
    author: Author
    boosted: "Shown | None"
    is_favourite: bool
    is_kept: bool
    is_boosted: bool  # by the viewer

    @property
    def id(self) -> int:
        """Its place in every list."""
        return self.said.id

    @property
    def in_reply_to_id(self) -> int | None:
        """What it answers."""
        return self.said.in_reply_to_id


_original, _original_author = aliased(Status), aliased(Account)
_WIDTHS = (len(Said._fields), len(Author._fields)) * 2


def select_shown(*, signed_in: bool) -> Select[Any]:
    """The statement for what a viewer may see; where and in which order is for the caller to add.

    Executed with the parameter `viewer`, when somebody is signed in.
    """
    viewer = VIEWER if signed_in else None
    return _select(viewer).where(visible_to(viewer))


def _select(viewer: BindParameter[int] | None) -> Select[Any]:
    return (
        select(
            *(getattr(Status, name) for name in Said._fields),
            *(getattr(Account, name) for name in Author._fields),
            *(getattr(_original, name) for name in Said._fields),
            *(getattr(_original_author, name) for name in Author._fields),
            *_marks(viewer),
        )
        .select_from(Status)
        .join(Account, Account.id == Status.account_id)
        .outerjoin(_original, _original.id == Status.reblog_of_id)
        .outerjoin(_original_author, _original_author.id == _original.account_id)
    )


def _marks(viewer: BindParameter[int] | None) -> Sequence[ColumnElement[bool]]:
    if viewer is None:
        return [false()] * 3
    about = func.coalesce(Status.reblog_of_id, Status.id)
    liking, keeping, own = aliased(Favourite), aliased(Bookmark), aliased(Status)
    return (
        exists().where(liking.account_id == viewer, liking.status_id == about),
        exists().where(keeping.account_id == viewer, keeping.status_id == about),
        exists().where(own.account_id == viewer, own.reblog_of_id == about),
    )


def shown_of(row: Sequence[Any]) -> Shown:
    """A row of such a statement."""
    cells = tuple(row)
    end_said, end_author, end_original, end_original_author = accumulate(_WIDTHS)
    marks = cells[end_original_author : end_original_author + 3]
    original = None
    if cells[end_author] is not None:
        original = Shown(
            Said._make(cells[end_author:end_original]),
            Author._make(cells[end_original:end_original_author]),
            None,
            *marks,
        )
    return Shown(Said._make(cells[:end_said]), Author._make(cells[end_said:end_author]), original, *marks)


async def by_ids(session: AsyncSession, status_ids: Collection[int], viewer_id: int | None) -> list[Shown]:
    """Those of the statuses that exist for the viewer, newest first."""
    query = _by_ids(signed_in=viewer_id is not None)
    return await _read(session, query, {"viewer": viewer_id, "ids": list(status_ids)})


async def whoever_looks(session: AsyncSession, status_ids: Collection[int]) -> list[Shown]:
    """The statuses without regard to who may see them, oldest first: that is still to be asked."""
    query = _select(None).where(Status.id.in_(status_ids)).order_by(Status.id)
    return await _read(session, query)


async def required(session: AsyncSession, status_id: int, viewer_id: int | None) -> Shown:
    """The status.

    Raises:
        NotFoundError: it does not exist for the viewer.
    """
    found = await by_ids(session, [status_id], viewer_id)
    if not found:
        raise NotFoundError
    return found[0]


async def conversation(session: AsyncSession, of: Shown, viewer_id: int | None) -> list[Shown]:
    """What else was said in the same conversation and exists for the viewer, oldest first."""
    query = (
        select_shown(signed_in=viewer_id is not None)
        .where(Status.conversation_id == of.said.conversation_id, Status.id != of.id)
        .order_by(Status.id)
        .limit(MOST_IN_A_THREAD)
    )
    return await _read(session, query, {"viewer": viewer_id})


async def with_words(
    session: AsyncSession, words: str, viewer_id: int, *, limit: int, offset: int
) -> list[Shown]:
    """Statuses the viewer may see that have these words, the newest first."""
    query = (
        select_shown(signed_in=True)
        .where(func.lower(Status.text).contains(words.lower(), autoescape=True), wanted_by(VIEWER))
        .order_by(Status.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return await _read(session, query, {"viewer": viewer_id})


async def _read(
    session: AsyncSession, query: Select[Any], values: dict[str, object] | None = None
) -> list[Shown]:
    connection = await session.connection()  # no entities are wanted, so nobody need look for them
    return [shown_of(row) for row in await connection.execute(query, values)]


@cache
def _by_ids(*, signed_in: bool) -> Select[Any]:
    wanted = bindparam("ids", expanding=True, type_=BigInt)
    return select_shown(signed_in=signed_in).where(Status.id.in_(wanted)).order_by(Status.id.desc())
