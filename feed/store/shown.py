"""Statuses in full, with who said them and what they boost, in one statement for one as for forty."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from feed.social.roles import AccountKind
from feed.social.visibility import Visibility
from feed.store.base import BigInt
from feed.store.glimpses import Glimpse
from feed.store.tables import Account, Status


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
    is_favourite: bool = False
    is_kept: bool = False
    is_boosted: bool = False  # by the viewer

    @property
    def id(self) -> int:
        """Its place in every list."""
        return self.said.id


async def look_closer(session: AsyncSession, glimpses: Sequence[Glimpse]) -> list[Shown]:
    """What the viewer caught a glimpse of, in the same order; what is gone by now is left out."""
    rows = await _rows(session, [one.id for one in glimpses])
    return [
        _shown(rows[one.id], (one.is_favourite, one.is_kept, one.is_boosted))
        for one in glimpses
        if one.id in rows
    ]


async def whoever_looks(session: AsyncSession, status_ids: Collection[int]) -> list[Shown]:
    """The statuses without regard to who may see them, oldest first: that is still to be asked."""
    rows = await _rows(session, status_ids)
    return [_shown(rows[status_id]) for status_id in sorted(rows)]


async def _rows(session: AsyncSession, status_ids: Collection[int]) -> dict[int, Sequence[Any]]:
    if not status_ids:
        return {}
    connection = await session.connection()  # no entities are wanted, so nobody need look for them
    return {row[0]: row for row in await connection.execute(_in_full(), {"ids": list(status_ids)})}


_WIDTHS = (len(Said._fields), len(Author._fields)) * 2


@cache
def _in_full() -> Select[Any]:
    original, original_author = aliased(Status), aliased(Account)
    return (
        select(
            *(getattr(Status, name) for name in Said._fields),
            *(getattr(Account, name) for name in Author._fields),
            *(getattr(original, name) for name in Said._fields),
            *(getattr(original_author, name) for name in Author._fields),
        )
        .select_from(Status)
        .join(Account, Account.id == Status.account_id)
        .outerjoin(original, original.id == Status.reblog_of_id)
        .outerjoin(original_author, original_author.id == original.account_id)
        .where(Status.id.in_(bindparam("ids", expanding=True, type_=BigInt)))
    )


def _shown(row: Sequence[Any], marks: tuple[bool, bool, bool] = (False, False, False)) -> Shown:
    ends = accumulate(_WIDTHS, initial=0)
    said, author, original, original_author = (row[start:end] for start, end in pairwise(ends))
    boosted = (
        Shown(Said._make(original), Author._make(original_author), None, *marks) if original[0] else None
    )
    return Shown(Said._make(said), Author._make(author), boosted, *marks)
