"""What was uploaded, found by what one knows of it."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Select, bindparam, delete, select, union, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store import tables
from feed.store.base import BigInt

MEDIA_PATH = "/media"  # below the public URL
DELETED_AT_ONCE = 500


class Media(NamedTuple):
    """Something to look at, as a status shows it."""

    id: int
    kind: str
    path: str | None  # below the media folder; None: it is still being made
    preview_path: str | None
    description: str
    blurhash: str | None
    meta: dict[str, Any]
    failed_at: datetime | None


async def by_ids(session: AsyncSession, media_ids: Collection[int]) -> dict[int, Media]:
    """What there is of these."""
    if not media_ids:
        return {}
    connection = await session.connection()  # no entities are wanted, so nobody need look for them
    rows = await connection.execute(_by_ids(), {"ids": list(media_ids)})
    return {row.id: Media._make(row) for row in rows}


async def own(session: AsyncSession, media_id: int, account_id: int) -> tables.Media | None:
    """What this account uploaded."""
    query = select(tables.Media).where(tables.Media.id == media_id, tables.Media.account_id == account_id)
    return (await session.scalars(query)).one_or_none()


async def rows(session: AsyncSession, media_ids: Collection[int]) -> list[tables.Media]:
    """What there is of these, to be changed."""
    return list(await session.scalars(select(tables.Media).where(tables.Media.id.in_(media_ids))))


async def of_status(session: AsyncSession, status_id: int) -> set[int]:
    """What a status shows, or showed before it was edited."""
    return set(await session.scalars(select(tables.Media.id).where(tables.Media.status_id == status_id)))


async def unused(session: AsyncSession, media_ids: Collection[int], account_id: int) -> set[int]:
    """Those of them that this account uploaded, that can be shown, and that no status shows yet."""
    row = tables.Media
    query = select(row.id).where(
        row.id.in_(media_ids), row.account_id == account_id, row.status_id.is_(None), row.path.is_not(None)
    )
    return set(await session.scalars(query))


async def show_with(session: AsyncSession, media_ids: Collection[int], status_id: int) -> None:
    """A status shows them."""
    statement = update(tables.Media).where(tables.Media.id.in_(media_ids))
    await session.execute(statement.values(status_id=status_id))


async def show_no_more(session: AsyncSession, status_id: int) -> None:
    """The status is gone, with its former versions: what it showed is shown by none."""
    statement = update(tables.Media).where(tables.Media.status_id == status_id)
    await session.execute(statement.values(status_id=None))


async def delete_unused(session: AsyncSession, *, before: int, but: Collection[int]) -> None:
    """What was uploaded before this id and is shown by no status has no row any more, but for some."""
    row = tables.Media
    found = set(await session.scalars(select(row.id).where(row.status_id.is_(None), row.id < before)))
    gone = sorted(found.difference(but))
    for start in range(0, len(gone), DELETED_AT_ONCE):
        await session.execute(delete(row).where(row.id.in_(gone[start : start + DELETED_AT_ONCE])))


async def names_in_use(session: AsyncSession, names: Collection[str]) -> set[str]:
    """Those of the files that a row, a face or an emoji speaks of."""
    row, account, emoji = tables.Media, tables.Account, tables.CustomEmoji
    pages = [f"{MEDIA_PATH}/{name}" for name in names]
    found: CompoundSelect[Any] = union(
        select(row.path).where(row.path.in_(names)),
        select(row.preview_path).where(row.preview_path.in_(names)),
        select(account.avatar_path).where(account.avatar_path.in_(pages)),
        select(account.header_path).where(account.header_path.in_(pages)),
        select(emoji.path).where(emoji.path.in_(names)),
    )
    return {str(name).removeprefix(f"{MEDIA_PATH}/") for name in await session.scalars(found)}


def shown(row: tables.Media) -> Media:
    """The row as a status would show it."""
    return Media._make(getattr(row, name) for name in Media._fields)


@cache
def _by_ids() -> Select[Any]:
    wanted = bindparam("ids", expanding=True, type_=BigInt)
    columns = [getattr(tables.Media, name) for name in Media._fields]
    return select(*columns).where(tables.Media.id.in_(wanted))
