"""How often accounts tried to claim a car."""

from datetime import datetime, timedelta

from sqlalchemy import case, delete
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.car_tables import ClaimTries
from feed.store.upsert import insert_into


async def count(
    session: AsyncSession, account_id: int, *, now: datetime, within: timedelta
) -> tuple[int, datetime]:
    """The tries of this account, this one included, and since when; an old count begins anew."""
    is_old = ClaimTries.since <= now - within
    statement = (
        insert_into(session, ClaimTries)
        .values(account_id=account_id, since=now, tries=1)
        .on_conflict_do_update(
            index_elements=["account_id"],
            set_={
                "tries": case((is_old, 1), else_=ClaimTries.tries + 1),
                "since": case((is_old, now), else_=ClaimTries.since),
            },
        )
        .returning(ClaimTries.tries, ClaimTries.since)
    )
    tries, since = (await session.execute(statement)).one()
    return tries, since


async def forget(session: AsyncSession, account_id: int) -> None:
    """The account starts afresh."""
    await session.execute(delete(ClaimTries).where(ClaimTries.account_id == account_id))
