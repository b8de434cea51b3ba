"""Whom owners name beside themselves to give their cars commands."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store import cars
from feed.store.car_tables import Car, CarCommander
from feed.store.tables import Account
from feed.store.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Commander:
    """Somebody who may give the car commands."""

    car_id: str
    account: Account


async def of_cars(session: AsyncSession, car_ids: Collection[str]) -> list[Commander]:
    """Who may command these cars beside their owners, by name."""
    query = (
        select(CarCommander.car_id, Account)
        .join(Account, Account.id == CarCommander.account_id)
        .where(CarCommander.car_id.in_(car_ids))
        .order_by(Account.username_key)
    )
    return [Commander(*row) for row in await session.execute(query)]


async def keep(session: AsyncSession, car_id: str, account_id: int) -> None:
    """The account may command the car."""
    statement = insert_into(session, CarCommander).values(car_id=car_id, account_id=account_id)
    await session.execute(statement.on_conflict_do_nothing())


async def relieve(session: AsyncSession, car_id: str, account_id: int | None = None) -> None:
    """The account may not command the car any more; nobody may but its owner, when no account is named."""
    statement = delete(CarCommander).where(CarCommander.car_id == car_id)
    if account_id is not None:
        statement = statement.where(CarCommander.account_id == account_id)
    await session.execute(statement)


async def part(session: AsyncSession, account_id: int, *, by: int) -> None:
    """The account `by` does not command the car that speaks through the other, as it follows it no more."""
    await _relieve(session, by, Car.account_id == account_id)


async def relieve_everywhere(session: AsyncSession, account_id: int) -> None:
    """The account commands no car any more."""
    await _relieve(session, account_id, true())


async def _relieve(session: AsyncSession, account_id: int, those: ColumnElement[bool]) -> None:
    """The account commands none of those cars any more, and the gateway will hear of it."""
    commanded = exists().where(CarCommander.car_id == Car.car_id, CarCommander.account_id == account_id)
    query = select(Car).where(those, commanded).order_by(Car.car_id)
    if not await session.scalar(select(query.exists())):
        return
    await cars.raise_revision(session, by=0)  # from here on nobody else changes the register
    for car in list(await session.scalars(query)):
        await relieve(session, car.car_id, account_id)
        car.revision = await cars.raise_revision(session)
