"""What was uploaded, found by what one knows of it."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store import tables
from feed.store.base import BigInt


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


@cache
def _by_ids() -> Select[Any]:
    wanted = bindparam("ids", expanding=True, type_=BigInt)
    columns = [getattr(tables.Media, name) for name in Media._fields]
    return select(*columns).where(tables.Media.id.in_(wanted))
