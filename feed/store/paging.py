"""Pages of a list that is ordered by a growing key, newest first, by Mastodon's three cursors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Integer, Row, Select, bindparam
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from feed.store.base import BigInt

T = TypeVar("T")

_BEYOND = (1 << 63) - 1  # no key is as large


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


@dataclass(frozen=True, slots=True)
class Pages:
    """The two statements that read a list: downwards from the newest, and upwards from a cursor."""

    down: Select[Any]
    up: Select[Any]


def pages(query: Select[Any], key: InstrumentedAttribute[int]) -> Pages:
    """The statements for the pages of a query whose rows grow along the key."""
    older, newer = bindparam("older_than", type_=BigInt), bindparam("newer_than", type_=BigInt)
    within = query.add_columns(key).where(key < older, key > newer).limit(bindparam("most", type_=Integer))
    return Pages(down=within.order_by(key.desc()), up=within.order_by(key.asc()))


async def read_page(
    session: AsyncSession, of: Pages, page: Page, made: Callable[[Row[Any]], T], **values: object
) -> Slice[T]:
    """The page, each row made into what it stands for; `values` are the statements' other parameters."""
    connection = await session.connection()  # no entities are wanted, so nobody need look for them
    rows = (await connection.execute(_statement(of, page), _bounds(page) | values)).all()
    return _slice(rows, page, made)


async def read_entities(
    session: AsyncSession, query: Select[T], key: InstrumentedAttribute[int], page: Page
) -> Slice[T]:
    """The page of a query for entities."""
    rows = (await session.execute(_statement(pages(query, key), page), _bounds(page))).all()
    return _slice(rows, page, lambda row: row[0])


def _statement(of: Pages, page: Page) -> Select[Any]:
    return of.down if page.min_id is None else of.up


def _bounds(page: Page) -> dict[str, object]:
    return {
        "older_than": _BEYOND if page.max_id is None else page.max_id,
        "newer_than": max(page.since_id or 0, page.min_id or 0),
        "most": page.limit + (page.min_id is None),  # one more tells whether there is more
    }


def _slice(found: Sequence[Row[Any]], page: Page, made: Callable[[Row[Any]], T]) -> Slice[T]:
    more_below = len(found) > page.limit or page.since_id is not None or page.min_id is not None
    rows = found[: page.limit] if page.min_id is None else found[::-1]
    return Slice(
        rows=[made(row) for row in rows],
        older_than=rows[-1][-1] if rows and more_below else None,
        newer_than=rows[0][-1] if rows else None,
    )
