"""The register's entries as the gateway needs them: cars, and whoever has to do with them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.tongues import Tongue
from feed.store import cars, commanders, friends, shares, tongues
from feed.store.cars import RegisteredCar
from feed.store.commanders import Commander
from feed.store.friends import Friend
from feed.store.shares import Share

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A car, and what belongs to it just now."""

    registered: RegisteredCar
    friends: list[Friend]
    shares: list[Share]
    commanders: list[Commander]
    tongues: list[Tongue]


async def entries(session: AsyncSession, those: Sequence[RegisteredCar], *, now: datetime) -> list[Entry]:
    """The entries of these cars, in the same order, by four statements for one car as for many."""
    car_ids = [one.car.car_id for one in those]
    if not car_ids:
        return []
    befriended = _by_car(await friends.friends_of(session, car_ids), lambda one: one.of)
    shared = _by_car(await shares.in_force(session, car_ids, now=now), lambda one: one.car_id)
    commanding = _by_car(await commanders.of_cars(session, car_ids), lambda one: one.car_id)
    speaking = _by_car(await tongues.of_cars(session, car_ids), lambda one: one.car_id)
    return [
        Entry(
            registered=one,
            friends=befriended.get(one.car.car_id, []),
            shares=shared.get(one.car.car_id, []),
            commanders=commanding.get(one.car.car_id, []),
            tongues=speaking.get(one.car.car_id, []),
        )
        for one in those
    ]


async def end_shares(session: AsyncSession, *, now: datetime) -> None:
    """Shares whose end has come are gone, and their cars are told anew."""
    await cars.raise_revision(session, by=0)  # from here on nobody else changes the register
    ended = await shares.remove_ended(session, now=now)
    for car in (await cars.known_by(session, ended)).values():
        car.revision = await cars.raise_revision(session)


def _by_car(rows: Iterable[Row], car_id: Callable[[Row], str]) -> dict[str, list[Row]]:
    gathered: dict[str, list[Row]] = {}
    for row in rows:
        gathered.setdefault(car_id(row), []).append(row)
    return gathered
