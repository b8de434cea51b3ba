"""The places of a car's owner, and the veils that hang around them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.veils import Place, Veil, veil_over
from feed.store import cars
from feed.store.car_tables import Car, VeilKey
from feed.store.upsert import insert_into

HOME = "home"


def places_of(car: Car) -> list[Place]:
    """The car's home, if it has one, and its owner's other zones."""
    zones = [Place(**zone) for zone in car.zones]
    if car.home_lat is None or car.home_lon is None or car.home_radius_m is None:
        return zones
    return [Place(HOME, car.home_lat, car.home_lon, car.home_radius_m), *zones]


def veils_of(car: Car) -> list[Veil]:
    """The veils over these places, in the same order."""
    return [Veil(**veil) for veil in car.veils]


async def hanging_for(session: AsyncSession, owner_id: int) -> list[tuple[Place, Veil]]:
    """The places of all cars of an owner, each with its veil."""
    owned = [one.car for one in await cars.owned_by(session, owner_id)]
    return [
        (place, veil)
        for car in owned
        for place in places_of(car)
        for veil in veils_of(car)
        if veil.name == place.name
    ]


def hang_veils(car: Car, *, key: bytes, before: Iterable[tuple[Place, Veil]]) -> None:
    """Every place of the car has its veil: the one that hung there `before`, where it still does."""
    hung = tuple(before)
    car.veils = [asdict(veil_over(place, key, hung)) for place in places_of(car)]


async def veils_as_if(
    session: AsyncSession, owner_id: int, those: Sequence[Place], *, drawn: bytes
) -> list[Veil]:
    """The veils that would hang over these places; `drawn` stands for the secret of who has none yet."""
    before = await hanging_for(session, owner_id)
    key = await session.scalar(select(VeilKey.key).where(VeilKey.account_id == owner_id))
    return [veil_over(place, key or drawn, before) for place in those]


async def veil_key(session: AsyncSession, account_id: int, *, drawn: bytes) -> bytes:
    """The secret of this account; what was `drawn`, if it had none."""
    statement = (
        insert_into(session, VeilKey).values(account_id=account_id, key=drawn).on_conflict_do_nothing()
    )
    await session.execute(statement)
    return (await session.scalars(select(VeilKey.key).where(VeilKey.account_id == account_id))).one()
