"""How far people have read."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import Marker
from feed.store.upsert import insert_into


async def of_account(session: AsyncSession, account_id: int, timelines: Collection[str]) -> list[Marker]:
    """The account's markers on these timelines."""
    query = select(Marker).where(Marker.account_id == account_id, Marker.timeline.in_(timelines))
    return list(await session.scalars(query.execution_options(populate_existing=True)))


async def last_read(session: AsyncSession, account_id: int, timeline: str) -> int:
    """The id up to which the account has read; 0 if it never looked."""
    (marker,) = await of_account(session, account_id, [timeline]) or (None,)
    return marker.last_read_id if marker else 0


async def move(session: AsyncSession, account_id: int, timeline: str, *, to: int, now: datetime) -> None:
    """The account has read the timeline up to there."""
    columns = {
        "account_id": account_id,
        "timeline": timeline,
        "last_read_id": to,
        "version": 1,
        "updated_at": now,
    }
    statement = insert_into(session, Marker).values(columns)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["account_id", "timeline"],
            set_={"last_read_id": to, "version": Marker.version + 1, "updated_at": now},
        )
    )
