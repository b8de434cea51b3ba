"""Whom owners entrust with news of their cars, and until when."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.car_tables import Car, CarShare
from feed.store.tables import Account, Follow
from feed.store.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Share:
    """A dealer, the kinds of news they hear of a car, and until when."""

    car_id: str
    dealer: Account
    kinds: tuple[str, ...]
    until: datetime
    case_id: int = 0  # 0: by itself, not for a case


async def in_force(session: AsyncSession, car_ids: Collection[str], *, now: datetime) -> list[Share]:
    """The shares of these cars that have not ended, by the dealer's name."""
    query = (
        select(CarShare, Account)
        .join(Account, Account.id == CarShare.account_id)
        .where(CarShare.car_id.in_(car_ids), CarShare.until > now)
        .order_by(Account.username_key, CarShare.case_id)
    )
    return [
        Share(share.car_id, dealer, tuple(share.kinds), share.until, share.case_id)
        for share, dealer in await session.execute(query)
    ]


async def cars_of_dealer(session: AsyncSession, account_id: int, *, now: datetime) -> set[int]:
    """The accounts of the cars that somebody is entrusted with."""
    query = (
        select(Car.account_id)
        .join(CarShare, CarShare.car_id == Car.car_id)
        .where(CarShare.account_id == account_id, CarShare.until > now)
    )
    return set(await session.scalars(query))


async def cars_with_a_place(session: AsyncSession, account_id: int, *, now: datetime) -> set[int]:
    """The accounts of the cars somebody is entrusted with and follows, and whose followers may see where."""
    query = (
        select(Car.account_id)
        .join(CarShare, CarShare.car_id == Car.car_id)
        .join(Follow, Follow.target_account_id == Car.account_id)
        .where(CarShare.account_id == account_id, CarShare.until > now)
        .where(Follow.account_id == account_id, Car.place_for_followers == "exact")
    )
    return set(await session.scalars(query))


async def kinds_by_account(
    session: AsyncSession, account_ids: Collection[int], *, dealer_id: int, now: datetime
) -> dict[int, frozenset[str]]:
    """With which kinds of news somebody is entrusted, by those of these cars' accounts where it is any."""
    query = (
        select(Car.account_id, CarShare.kinds)
        .join(CarShare, CarShare.car_id == Car.car_id)
        .where(CarShare.account_id == dealer_id, CarShare.until > now, Car.account_id.in_(account_ids))
    )
    entrusted: defaultdict[int, set[str]] = defaultdict(set)
    for account_id, kinds in await session.execute(query):
        entrusted[account_id].update(kinds)
    return {account_id: frozenset(kinds) for account_id, kinds in entrusted.items()}


async def entrusted_with(session: AsyncSession, car_id: str, kind: str, *, now: datetime) -> frozenset[int]:
    """The accounts that may hear news of this kind of the car."""
    return frozenset(
        share.dealer.id for share in await in_force(session, [car_id], now=now) if kind in share.kinds
    )


async def keep(
    session: AsyncSession,
    car_id: str,
    account_id: int,
    *,
    kinds: Collection[str],
    until: datetime,
    case_id: int = 0,
) -> None:
    """The account is entrusted with these kinds, and with no others any more; or with these for a case."""
    terms = {"kinds": sorted(kinds), "until": until}
    statement = insert_into(session, CarShare).values(
        car_id=car_id, account_id=account_id, case_id=case_id, **terms
    )
    await session.execute(
        statement.on_conflict_do_update(index_elements=["car_id", "account_id", "case_id"], set_=terms)
    )


async def revoke(session: AsyncSession, car_id: str, account_id: int | None = None) -> None:
    """The account is not entrusted with the car any more; nobody is, when no account is named."""
    statement = delete(CarShare).where(CarShare.car_id == car_id)
    if account_id is not None:
        statement = statement.where(CarShare.account_id == account_id)
    await session.execute(statement)


async def end_for_case(session: AsyncSession, case_id: int) -> None:
    """Nobody is entrusted with a car for this case any more."""
    await session.execute(delete(CarShare).where(CarShare.case_id == case_id))


async def has_ended(session: AsyncSession, *, now: datetime) -> bool:
    """Whether the end of a share has come that is still there."""
    return bool(await session.scalar(select(exists().where(CarShare.until <= now))))


async def remove_ended(session: AsyncSession, *, now: datetime) -> list[str]:
    """Shares whose end has come are gone; gives the cars they were of."""
    ended = delete(CarShare).where(CarShare.until <= now).returning(CarShare.car_id)
    return sorted(set(await session.scalars(ended)))
