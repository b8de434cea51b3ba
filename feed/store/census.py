"""How many there are of everybody and everything."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import distinct, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import first_id_at
from feed.store.tables import Account, Status


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


@dataclass(frozen=True, slots=True)
class Activity:
    """What happened in a while."""

    statuses: int
    authors: int  # who said something
    registrations: int


async def activity_between(session: AsyncSession, begins: datetime, ends: datetime) -> Activity:
    """Of everybody, from one moment to another; limited statuses are nobody's business."""
    first, last = first_id_at(begins), first_id_at(ends)
    said = select(func.count(), func.count(distinct(Status.account_id))).where(
        Status.id >= first, Status.id < last, Status.visibility != "limited"
    )
    joined = select(func.count()).where(Account.id >= first, Account.id < last)
    statuses, authors = (await session.execute(said)).one()
    return Activity(statuses, authors, await session.scalar(joined) or 0)
