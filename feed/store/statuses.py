"""Statuses one by one, as actions change them. How they are shown stands in `shown`."""

from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import NotFoundError
from feed.social.reasons import Why, why_of
from feed.store.car_tables import Car
from feed.store.tables import Status
from feed.store.upsert import insert_into
from feed.store.visible import visible_to


async def by_id(session: AsyncSession, status_id: int, viewer_id: int | None) -> Status | None:
    """The status, if it exists for the viewer."""
    query = select(Status).where(Status.id == status_id, visible_to(viewer_id))
    return (await session.scalars(query)).one_or_none()


async def required(session: AsyncSession, status_id: int, viewer_id: int | None) -> Status:
    """The status.

    Raises:
        NotFoundError: it does not exist for the viewer.
    """
    status = await by_id(session, status_id, viewer_id)
    if status is None:
        raise NotFoundError
    return status


async def by_key(session: AsyncSession, account_id: int, idempotency_key: str) -> Status | None:
    """What this account published with this key."""
    query = select(Status).where(Status.account_id == account_id, Status.idempotency_key == idempotency_key)
    return (await session.scalars(query)).one_or_none()


async def why(session: AsyncSession, status_id: int, viewer_id: int) -> Why | None:
    """Why a car said this, if the viewer is the car or owns it now."""
    is_owner = exists().where(Car.account_id == Status.account_id, Car.owner_id == viewer_id)
    query = select(Status.car_event).where(
        Status.id == status_id, or_(Status.account_id == viewer_id, is_owner)
    )
    event = await session.scalar(query)
    return why_of(event) if event else None


async def insert_once(session: AsyncSession, unique: str, columns: dict[str, Any]) -> tuple[Status, bool]:
    """The status, and whether it is new; its account may have one with the same `unique` column already."""
    statement = (
        insert_into(session, Status)
        .values(columns)
        .on_conflict_do_nothing(index_elements=["account_id", unique])
        .returning(Status)
    )
    if status := (await session.scalars(statement)).one_or_none():
        return status, True
    same = select(Status).where(
        Status.account_id == columns["account_id"], getattr(Status, unique) == columns[unique]
    )
    return (await session.scalars(same)).one(), False


async def boost_of(session: AsyncSession, account_id: int, status_id: int) -> Status | None:
    """An account's boost of a status."""
    query = select(Status).where(Status.account_id == account_id, Status.reblog_of_id == status_id)
    return (await session.scalars(query)).one_or_none()
