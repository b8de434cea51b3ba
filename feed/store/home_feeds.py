"""Secret addresses under which feed readers find what is at a member's home."""

import secrets
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import HomeFeed, User
from feed.store.tokens import digest
from feed.store.upsert import insert_into


async def renew(session: AsyncSession, account_id: int, *, now: datetime) -> str:
    """The secret of a new address, which nobody will see again; a former one leads nowhere."""
    secret = secrets.token_urlsafe(32)
    row = {"account_id": account_id, "secret_hash": digest(secret), "made_at": now}
    statement = insert_into(session, HomeFeed).values(row)
    await session.execute(statement.on_conflict_do_update(index_elements=["account_id"], set_=row))
    return secret


async def of_account(session: AsyncSession, account_id: int) -> HomeFeed | None:
    """The member's feed, if they have one."""
    return await session.get(HomeFeed, account_id)


async def reader_of(session: AsyncSession, secret: str) -> User | None:
    """Whose home this secret opens; None if it opens none, or they may not come in."""
    query = (
        select(User)
        .join(HomeFeed, HomeFeed.account_id == User.account_id)
        .where(HomeFeed.secret_hash == digest(secret), User.disabled_at.is_(None))
    )
    return (await session.scalars(query)).one_or_none()


async def end(session: AsyncSession, account_id: int) -> None:
    """The address leads nowhere any more."""
    await session.execute(delete(HomeFeed).where(HomeFeed.account_id == account_id))
