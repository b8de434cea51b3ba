"""The names under which other dialects speak of cars."""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.tongues import Tongue
from feed.store.car_tables import CarTongue

_COLUMNS = (CarTongue.car_id, CarTongue.dialect, CarTongue.foreign_id, CarTongue.says)


async def of_cars(session: AsyncSession, car_ids: Collection[str]) -> list[Tongue]:
    """The tongues of these cars, in the order of the alphabet."""
    query = select(*_COLUMNS).where(CarTongue.car_id.in_(car_ids))
    rows = await session.execute(query.order_by(CarTongue.dialect, CarTongue.foreign_id))
    return [Tongue(**row) for row in rows.mappings()]


async def named(session: AsyncSession, dialect: str, foreign_id: str) -> Tongue | None:
    """The tongue of this name."""
    query = select(*_COLUMNS).where(CarTongue.dialect == dialect, CarTongue.foreign_id == foreign_id)
    row = (await session.execute(query)).mappings().one_or_none()
    return Tongue(**row) if row else None


async def keep(session: AsyncSession, tongues: Collection[Tongue]) -> None:
    """These are there; none was before."""
    if tongues:
        await session.execute(insert(CarTongue), [asdict(one) for one in tongues])


async def forget(session: AsyncSession, tongue: Tongue) -> None:
    """Nobody has this name any more."""
    await session.execute(
        delete(CarTongue).where(
            CarTongue.dialect == tongue.dialect, CarTongue.foreign_id == tongue.foreign_id
        )
    )
