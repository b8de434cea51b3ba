"""Links under which guests look at a car: known by their hash, until they end."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import Ids
from feed.social.guest_view import LONG_FOR, GuestWish, has_arrived
from feed.social.snapshot import Presence, Snapshot
from feed.store.car_tables import Car, CarHistory, CarSnapshot, GuestLink
from feed.store.tokens import digest


async def open_link(
    session: AsyncSession, car: Car, wish: GuestWish, *, last: Snapshot | None, now: datetime, ids: Ids
) -> str:
    """The secret of a new link, which nobody will see again. `last` is what the car last said."""
    secret = secrets.token_urlsafe(24)
    session.add(
        GuestLink(
            id=ids.next(),
            car_id=car.car_id,
            secret_hash=digest(secret),
            name=wish.name,
            place=wish.place,
            shows_charge=wish.shows_charge,
            shows_ready=wish.shows_ready,
            until=now + LONG_FOR[wish.long_for],
            ends_on_arrival=wish.long_for == "arrival",
            begins_at=last.observed_at if last else now,
            was_driving=last is not None and last.presence == "driving",
        )
    )
    await session.flush()
    return secret


async def opened_by(session: AsyncSession, secret: str, *, now: datetime) -> tuple[GuestLink, Car] | None:
    """The link of this secret with its car; None if there is none, or it has ended."""
    query = select(GuestLink, Car).join(Car, Car.car_id == GuestLink.car_id)
    row = (await session.execute(query.where(GuestLink.secret_hash == digest(secret)))).one_or_none()
    if row is None or await _has_ended(session, row[0], row[1], now):
        return None
    return row[0], row[1]


async def open_of(session: AsyncSession, car: Car, *, now: datetime) -> list[GuestLink]:
    """The car's links that have not ended, the newest first."""
    query = select(GuestLink).where(GuestLink.car_id == car.car_id).order_by(GuestLink.id.desc())
    return [link for link in await session.scalars(query) if not await _has_ended(session, link, car, now)]


async def count_visit(session: AsyncSession, link_id: int, *, now: datetime) -> None:
    """The link was opened once more."""
    visited = update(GuestLink).where(GuestLink.id == link_id)
    await session.execute(visited.values(visits=GuestLink.visits + 1, visited_at=now))


async def end(session: AsyncSession, car_id: str, link_id: int | None = None) -> int:
    """The link of the car leads nowhere; none of its links does, when none is named. Gives how many ended."""
    gone = delete(GuestLink).where(GuestLink.car_id == car_id)
    if link_id is not None:
        gone = gone.where(GuestLink.id == link_id)
    return len(list(await session.scalars(gone.returning(GuestLink.id))))


async def clear(session: AsyncSession, *, now: datetime) -> None:
    """Links whose time is over are gone."""
    await session.execute(delete(GuestLink).where(GuestLink.until <= now))


async def count(session: AsyncSession, car_id: str) -> int:
    """How many links the car has, ended ones among them that are not cleared yet."""
    query = select(func.count()).select_from(GuestLink).where(GuestLink.car_id == car_id)
    return await session.scalar(query) or 0


async def _has_ended(session: AsyncSession, link: GuestLink, car: Car, now: datetime) -> bool:
    if link.until <= now:
        return True
    return link.ends_on_arrival and has_arrived(await _course(session, link, car.account_id))


async def _course(session: AsyncSession, link: GuestLink, account_id: int) -> Sequence[Presence | None]:
    """What the car did since the link was made, oldest first."""
    past = (
        select(CarHistory.presence)
        .where(CarHistory.account_id == account_id, CarHistory.observed_at > link.begins_at)
        .order_by(CarHistory.bucket)
    )
    last = select(CarSnapshot.presence).where(
        CarSnapshot.account_id == account_id, CarSnapshot.observed_at > link.begins_at
    )
    before: list[Presence | None] = ["driving"] if link.was_driving else []
    return [*before, *await session.scalars(past), *await session.scalars(last)]
