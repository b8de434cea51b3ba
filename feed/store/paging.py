"""Pages of a list that is ordered by a growing key, newest first, by Mastodon's three cursors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which part of a list is asked for.

    max_id: strictly older ones. since_id: the newest of those above it. min_id: those directly above it.
    """

    limit: int
    max_id: int | None = None
    since_id: int | None = None
    min_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice(Generic[T]):
    """What was found, newest first, and the cursors to go on with; None where there is nothing more."""

    rows: Sequence[T]
    older_than: int | None = None  # max_id of the next page
    newer_than: int | None = None  # min_id of the page before this one


async def read_page(
    session: AsyncSession, query: Select[T], key: InstrumentedAttribute[int], page: Page
) -> Slice[T]:
    """The page of a query whose rows grow along the key."""
    if page.max_id is not None:
        query = query.where(key < page.max_id)
    if page.since_id is not None:
        query = query.where(key > page.since_id)
    if page.min_id is None:
        query = query.order_by(key.desc()).limit(page.limit + 1)  # one more tells whether there is more
    else:
        query = query.where(key > page.min_id).order_by(key.asc()).limit(page.limit)
    found = (await session.execute(query.add_columns(key))).all()
    more_below = len(found) > page.limit or page.since_id is not None or page.min_id is not None
    rows = found[: page.limit] if page.min_id is None else found[::-1]
    return Slice(
        rows=[row[0] for row in rows],
        older_than=rows[-1][1] if rows and more_below else None,
        newer_than=rows[0][1] if rows else None,
    )
