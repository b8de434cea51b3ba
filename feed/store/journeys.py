"""What cars did: drives, charges and tracks, kept once however often they are told."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Select, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.journey import Charge, Drive, Point, journey_id
from feed.store.journey_tables import CarCharge, CarDrive, CarTrack
from feed.store.paging import Page, Slice, read_entities
from feed.store.upsert import insert_into

MOST_ROWS = 10_000
MOST_TRACKS = 500

Journey = TypeVar("Journey", Drive, Charge)
Row = type[CarDrive] | type[CarCharge]

_TABLES: dict[type[Drive] | type[Charge], Row] = {Drive: CarDrive, Charge: CarCharge}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Which journeys are asked for: begun from `start` on and before `end`, and over by `until`."""

    start: datetime | None = None
    end: datetime | None = None
    until: datetime | None = None


async def keep_drives(session: AsyncSession, told: Sequence[tuple[int, Drive]]) -> None:
    """Each drive of an account is as it was told last."""
    await _keep(session, CarDrive, told)


async def keep_charges(session: AsyncSession, told: Sequence[tuple[int, Charge]]) -> None:
    """Each charge of an account is as it was told last."""
    await _keep(session, CarCharge, told)


async def keep_tracks(
    session: AsyncSession, told: Sequence[tuple[int, datetime, Sequence[Point]]], *, now: datetime
) -> None:
    """The tracks of drives that are kept already, by account and start. Told anew, one lasts no longer."""
    rows = [
        {"account_id": one, "id": journey_id(started_at), "points": points, "received_at": now}
        for one, started_at, points in told
        if points
    ]
    if rows:
        statement = insert_into(session, CarTrack)
        last_wins = statement.on_conflict_do_update(
            index_elements=["account_id", "id"], set_={"points": statement.excluded.points}
        )
        await session.execute(last_wins, rows)


async def page_of(
    session: AsyncSession, kind: type[Journey], account_id: int, span: Span, page: Page
) -> Slice[Journey]:
    """A page of what an account's car did, newest first."""
    table = _TABLES[kind]
    found = await read_entities(session, _within(table, account_id, span), table.id, page)
    return replace(found, rows=[_journey(kind, row) for row in found.rows])


async def all_of(
    session: AsyncSession, kind: type[Journey], account_id: int, span: Span, *, most: int = MOST_ROWS
) -> list[Journey]:
    """The newest of what an account's car did, newest first."""
    table = _TABLES[kind]
    query = _within(table, account_id, span).order_by(table.id.desc()).limit(most)
    return [_journey(kind, row) for row in await session.scalars(query)]


async def drive(session: AsyncSession, account_id: int, drive_id: int) -> Drive | None:
    """One drive of this account."""
    row = await session.get(CarDrive, (account_id, drive_id))
    return None if row is None else _journey(Drive, row)


async def tracks(session: AsyncSession, account_id: int, drive_ids: Sequence[int]) -> dict[int, list[Point]]:
    """By drive, the tracks there are."""
    query = select(CarTrack).where(CarTrack.account_id == account_id, CarTrack.id.in_(drive_ids))
    return {row.id: row.points for row in await session.scalars(query)}


async def end_tracks(session: AsyncSession, *, received_before: datetime) -> None:
    """Tracks that have been here long enough are gone."""
    await session.execute(delete(CarTrack).where(CarTrack.received_at < received_before))


async def thin(session: AsyncSession, account_id: int, *, kept_for: timedelta) -> None:
    """What is older than that is gone, by the car's own time: counted back from its newest."""
    for kind in (CarDrive, CarCharge):
        newest = select(func.max(kind.id)).where(kind.account_id == account_id).scalar_subquery()
        too_old = kind.id < newest - kept_for // timedelta(milliseconds=1)
        await session.execute(delete(kind).where(kind.account_id == account_id, too_old))


async def forget(session: AsyncSession, account_id: int) -> None:
    """Nothing of this account is left."""
    for kind in (CarTrack, CarDrive, CarCharge):
        await session.execute(delete(kind).where(kind.account_id == account_id))


async def _keep(
    session: AsyncSession, kind: type[CarDrive | CarCharge], told: Sequence[tuple[int, Drive | Charge]]
) -> None:
    rows = [
        asdict(one) | {"account_id": account_id, "id": journey_id(one.started_at)} for account_id, one in told
    ]
    if rows:
        statement = insert_into(session, kind)
        figures = [name for name in rows[0] if name not in {"account_id", "id"}]
        last_wins = statement.on_conflict_do_update(
            index_elements=["account_id", "id"], set_={name: statement.excluded[name] for name in figures}
        )
        await session.execute(last_wins, rows)


def _journey(kind: type[Journey], row: CarDrive | CarCharge) -> Journey:
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})


def _within(kind: Row, account_id: int, span: Span) -> Select[Any]:
    query = select(kind).where(kind.account_id == account_id)
    if span.start is not None:
        query = query.where(kind.id >= journey_id(span.start))
    if span.end is not None:
        query = query.where(kind.id < journey_id(span.end))
    if span.until is not None:
        query = query.where(kind.ended_at <= span.until)
    return query
