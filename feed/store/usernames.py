"""Which names are taken."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import Account


async def taken(session: AsyncSession, usernames: Collection[str]) -> set[str]:
    """Those of these lower-case usernames that somebody has."""
    query = select(Account.username_key).where(Account.username_key.in_(usernames))
    return set(await session.scalars(query))
