"""Cars that are friends: each one's owner follows the other, and both owners wish to hear when they meet."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from feed.store import cars
from feed.store.car_tables import Car
from feed.store.tables import Account, Follow


@dataclass(frozen=True, slots=True)
class Friend:
    """A friend of the car `of`."""

    of: str
    car_id: str
    account: Account


async def friends_of(session: AsyncSession, car_ids: Collection[str]) -> list[Friend]:
    """The friends of these cars, by name. Two cars of one owner are no friends, they only share a garage."""
    mine, theirs, there, back = aliased(Car), aliased(Car), aliased(Follow), aliased(Follow)
    query = (
        select(mine.car_id, theirs.car_id, Account)
        .join(there, there.account_id == mine.owner_id)
        .join(theirs, theirs.account_id == there.target_account_id)
        .join(back, (back.account_id == theirs.owner_id) & (back.target_account_id == mine.account_id))
        .join(Account, Account.id == theirs.account_id)
        .where(mine.car_id.in_(car_ids), mine.meets, theirs.meets, mine.owner_id != theirs.owner_id)
        .order_by(Account.username_key)
    )
    return [Friend(*row) for row in await session.execute(query)]


async def tell_of_tie(session: AsyncSession, follower_id: int, target_id: int) -> None:
    """The cars that may gain or lose a friend when one account follows another, or no more, are told anew.

    Called before the tie changes: whoever changes the register takes its counter first.
    """
    owns_a_car = exists().where(Car.owner_id == follower_id)
    if await session.scalar(select(Car.car_id).where(Car.account_id == target_id, owns_a_car)) is not None:
        await _tell_anew(session, or_(Car.owner_id == follower_id, Car.account_id == target_id))


async def tell_friends_of(session: AsyncSession, car: Car) -> None:
    """The cars whose owners follow this one are told anew: it has another name, or meets them no more."""
    follows = exists().where(Follow.account_id == Car.owner_id, Follow.target_account_id == car.account_id)
    await _tell_anew(session, and_(follows, Car.meets, Car.car_id != car.car_id))


async def _tell_anew(session: AsyncSession, those: ColumnElement[bool]) -> None:
    await cars.raise_revision(session, by=0)  # from here on nobody else changes the register
    for car in list(await session.scalars(select(Car).where(those).order_by(Car.car_id))):
        car.revision = await cars.raise_revision(session)
