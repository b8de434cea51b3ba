"""The history of cars: one row for each five minutes of a car's own time, later one for each hour."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ScalarSelect, and_, delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import QueryableAttribute, aliased

from feed.social.health import FIGURES
from feed.social.snapshot import Snapshot
from feed.store.car_tables import CarHistory, CarSnapshot
from feed.store.health import health_from, health_row
from feed.store.upsert import insert_into

BUCKET = timedelta(minutes=5)
MOST_ROWS = 2_000
_BUCKETS_AN_HOUR = timedelta(hours=1) // BUCKET
_FIGURES = (
    "observed_at",
    "presence",
    "soc_percent",
    "range_km",
    "charge_state",
    "charge_power_kw",
    "speed_kmh",
    "odometer_km",
    "outside_c",
)


async def keep_last_of_bucket(session: AsyncSession, told: Sequence[tuple[int, Snapshot]]) -> None:
    """Each bucket of each account holds the last of what it held and what is told here."""
    statement = insert_into(session, CarHistory)
    last_wins = statement.on_conflict_do_update(
        index_elements=["account_id", "bucket"],
        set_={name: statement.excluded[name] for name in (*_FIGURES, *FIGURES)},
        where=statement.excluded.observed_at > CarHistory.observed_at,
    )
    await session.execute(last_wins, [_row(account_id, snapshot) for account_id, snapshot in told])


async def between(
    session: AsyncSession, account_id: int, start: datetime, end: datetime, *, step: timedelta
) -> list[CarHistory]:
    """The last row of each step, oldest first, observed from `start` on and before `end`.

    `step` is a whole number of buckets; steps are counted from 1970, so that a longer look has the same ones.
    """
    last = (
        select(func.max(CarHistory.bucket))
        .where(CarHistory.account_id == account_id)
        .where(CarHistory.bucket >= bucket_of(start), CarHistory.bucket <= bucket_of(end))
        .where(CarHistory.observed_at >= start, CarHistory.observed_at < end)
        .group_by(CarHistory.bucket // (step // BUCKET))
    )
    query = select(CarHistory).where(CarHistory.account_id == account_id, CarHistory.bucket.in_(last))
    return list(await session.scalars(query.order_by(CarHistory.bucket)))


async def as_of(session: AsyncSession, account_ids: Collection[int], moment: datetime) -> dict[int, Snapshot]:
    """By account, what was known of the cars at a moment: the figures, without places."""
    last = last_bucket(CarSnapshot.account_id, moment)
    is_last = and_(CarHistory.account_id == CarSnapshot.account_id, CarHistory.bucket == last)
    query = select(CarHistory).join(CarSnapshot, is_last).where(CarSnapshot.account_id.in_(account_ids))
    return {row.account_id: _snapshot(row) for row in await session.scalars(query)}


def last_bucket(account_id: QueryableAttribute[int], moment: datetime) -> ScalarSelect[int]:
    """In a statement about cars: the last bucket of this one's history that was observed by then."""
    earlier = aliased(CarHistory)
    return (
        select(earlier.bucket)
        .where(earlier.account_id == account_id, earlier.bucket <= bucket_of(moment))
        .where(earlier.observed_at <= moment)
        .order_by(earlier.bucket.desc())
        .limit(1)
        .correlate(account_id.class_)
        .scalar_subquery()
    )


async def accounts_with_history(session: AsyncSession) -> list[int]:
    """The accounts of cars that have told anything."""
    return list(await session.scalars(select(CarSnapshot.account_id)))


async def thin(session: AsyncSession, account_id: int, *, fine_for: timedelta, kept_for: timedelta) -> None:
    """Rows older than `fine_for` are one an hour, those older than `kept_for` are gone.

    Age is counted back from the car's newest row: a recorded or simulated car has a time of its own.
    """
    own = CarHistory.account_id == account_id
    newest = await session.scalar(select(func.max(CarHistory.bucket)).where(own))
    if newest is None:
        return
    await session.execute(delete(CarHistory).where(own, CarHistory.bucket < newest - kept_for // BUCKET))
    later = aliased(CarHistory)
    later_in_the_hour = exists().where(
        later.account_id == account_id,
        later.bucket > CarHistory.bucket,
        later.bucket < (CarHistory.bucket // _BUCKETS_AN_HOUR + 1) * _BUCKETS_AN_HOUR,
    )
    await session.execute(
        delete(CarHistory).where(own, CarHistory.bucket < newest - fine_for // BUCKET, later_in_the_hour)
    )


async def forget(session: AsyncSession, account_id: int) -> None:
    """Nothing of this account is left."""
    await session.execute(delete(CarHistory).where(CarHistory.account_id == account_id))


def fitting_step(start: datetime, end: datetime, *, wished: timedelta) -> timedelta:
    """The smallest step, in whole buckets, that is at least the wished one and gives at most 2,000 rows."""
    fewest = -((start - end) // (MOST_ROWS - 1))  # one less: the first and the last step may be cut
    return -(-max(wished, fewest, BUCKET) // BUCKET) * BUCKET


def bucket_of(moment: datetime) -> int:
    """The number of the five minutes in which this moment lies."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // BUCKET


def _row(account_id: int, snapshot: Snapshot) -> dict[str, Any]:
    figures = {name: getattr(snapshot, name) for name in _FIGURES}
    known = {"account_id": account_id, "bucket": bucket_of(snapshot.observed_at)}
    return known | figures | health_row(snapshot.health)


def _snapshot(row: CarHistory) -> Snapshot:
    return Snapshot(**{name: getattr(row, name) for name in _FIGURES}, health=health_from(row))
