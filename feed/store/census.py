"""How many there are of everybody and everything."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import Account


@dataclass(frozen=True, slots=True)
class Census:
    """The members, and what they said."""

    users: int
    cars: int
    statuses: int


async def take_census(session: AsyncSession) -> Census:
    """The numbers of now."""
    is_car = Account.kind == "car"
    query = select(
        func.count().filter(~is_car), func.count().filter(is_car), func.sum(Account.statuses_count)
    )
    users, cars, statuses = (await session.execute(query)).one()
    return Census(users=users, cars=cars, statuses=int(statuses or 0))
