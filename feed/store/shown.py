"""Statuses in full, with who said them and what they show: as many statements for one as for forty."""

from collections.abc import Collection, Mapping, Sequence
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
from feed.store import media, polls
from feed.store.base import BigInt
from feed.store.glimpses import Glimpse, Marks
from feed.store.media import Media
from feed.store.polls import Poll
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
    hides_company: bool
    avatar_path: str | None
    header_path: str | None
    followers_count: int
    following_count: int
    statuses_count: int
    last_status_on: date | None
    limited_at: datetime | None


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
    media_ids: list[int]
    poll_id: int | None
    posted_with: dict[str, str | None] | None
    edited_at: datetime | None
    replies_count: int
    reblogs_count: int
    favourites_count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A status for one viewer. A boost has what it boosts inside, and the same marks."""

    said: Said
    author: Author
    boosted: "Shown | None"
    marks: Marks
    media: tuple[Media, ...]
    poll: Poll | None

    @property
    def id(self) -> int:
        """Its place in every list."""
        return self.said.id


async def look_closer(session: AsyncSession, glimpses: Sequence[Glimpse]) -> list[Shown]:
    """What the viewer caught a glimpse of, in the same order; what is gone by now is left out."""
    shown = await _in_full(session, {one.id: one.marks for one in glimpses})
    return [shown[one.id] for one in glimpses if one.id in shown]


async def whoever_looks(session: AsyncSession, status_ids: Collection[int]) -> list[Shown]:
    """The statuses without regard to who may see them, oldest first: that is still to be asked."""
    shown = await _in_full(session, dict.fromkeys(status_ids, Marks()))
    return [shown[status_id] for status_id in sorted(shown)]


async def _in_full(session: AsyncSession, marks: Mapping[int, Marks]) -> dict[int, Shown]:
    if not marks:
        return {}
    connection = await session.connection()  # no entities are wanted, so nobody need look for them
    rows = [_parted(row) for row in await connection.execute(_statement(), {"ids": list(marks)})]
    told = [said for row in rows for said, _ in row]
    pictures = await media.by_ids(session, {one for said in told for one in said.media_ids})
    questions = await polls.by_ids(session, {said.poll_id for said in told if said.poll_id})

    def shown(parts: Sequence[tuple[Said, Author]], by_viewer: Marks) -> Shown:
        (said, author), *boosted = parts
        return Shown(
            said,
            author,
            shown(boosted, by_viewer) if boosted else None,
            by_viewer,
            tuple(pictures[one] for one in said.media_ids if one in pictures),
            questions.get(said.poll_id) if said.poll_id else None,
        )

    return {row[0][0].id: shown(row, marks[row[0][0].id]) for row in rows}


_WIDTHS = (len(Said._fields), len(Author._fields)) * 2


@cache
def _statement() -> Select[Any]:
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


def _parted(row: Sequence[Any]) -> list[tuple[Said, Author]]:
    """What was said and by whom; then what it boosts and who said that, if it is a boost."""
    ends = accumulate(_WIDTHS, initial=0)
    said, author, original, original_author = (row[start:end] for start, end in pairwise(ends))
    parts = [(Said._make(said), Author._make(author))]
    return [*parts, (Said._make(original), Author._make(original_author))] if original[0] else parts
