"""Cars as one viewer may know them: what pages, the API and profiles show."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.car_fields import Field, profile_fields
from feed.social.snapshot import Snapshot
from feed.social.whereabouts import LATE_BY, Closeness, Precision, is_held_back, seen_by
from feed.store import cars, history, shares, snapshots
from feed.store.car_tables import Car
from feed.store.cars import RegisteredCar
from feed.store.places import veils_of
from feed.store.tables import Follow


@dataclass(frozen=True, slots=True)
class CarView:
    """A car, what its viewer is to it, and as much of its live picture as they may know."""

    registered: RegisteredCar
    closeness: Closeness
    seen: Snapshot | None  # None: nothing is known, or nothing may be
    is_late: bool = False  # the viewer sees it as it was: just now the car is by one of its owner's places
    entrusted: frozenset[str] = frozenset()  # the kinds of news the owner entrusted the viewer with

    @property
    def is_owners(self) -> bool:
        """Whether the viewer owns the car."""
        return self.closeness is Closeness.OWNER

    @property
    def may_know_history(self) -> bool:
        """Whether the viewer may look back."""
        if self.closeness is Closeness.FOLLOWER:
            return self.registered.car.history_for == "followers"
        return self.closeness is Closeness.OWNER

    def profile_lines(self, language: str) -> tuple[Field, ...]:
        """The lines of the car's profile, in the viewer's language."""
        if self.seen is None:
            return ()
        car = self.registered.car
        zone = ZoneInfo(car.time_zone or "UTC")
        return profile_fields(self.seen, language=language, units=car.units, time_zone=zone)


async def views_of(
    session: AsyncSession, account_ids: Collection[int], *, viewer_id: int | None, now: datetime
) -> dict[int, CarView]:
    """By account, the cars among these accounts. `viewer_id` None is somebody who did not sign in."""
    return await _views(session, await cars.of_accounts(session, account_ids), viewer_id, now)


async def views_near(session: AsyncSession, *, viewer_id: int, now: datetime) -> list[CarView]:
    """The viewer's own cars, then those they follow, each by name."""
    return list((await _views(session, await cars.near_to(session, viewer_id), viewer_id, now)).values())


async def _views(
    session: AsyncSession, found: Iterable[RegisteredCar], viewer_id: int | None, now: datetime
) -> dict[int, CarView]:
    by_account = {one.car.account_id: one for one in found}
    followed = await _followed_among(session, by_account, viewer_id)
    entrusted = await _entrusted_among(session, by_account, viewer_id, now)
    closeness = {
        account_id: _closeness(one.car, viewer_id, followed, entrusted)
        for account_id, one in by_account.items()
    }
    known = [account_id for account_id, near in closeness.items() if near is not Closeness.STRANGER]
    newest = await snapshots.newest(session, known)
    late = {
        account_id
        for account_id, snapshot in newest.items()
        if closeness[account_id] is not Closeness.OWNER
        and is_held_back(snapshot, veils_of(by_account[account_id].car))
    }
    earlier = await history.as_of(session, late, now - LATE_BY) if late else {}
    return {
        account_id: CarView(
            one,
            closeness[account_id],
            _seen(
                one.car,
                closeness[account_id],
                newest.get(account_id),
                earlier.get(account_id),
                entrusted.get(account_id, frozenset()),
            ),
            is_late=account_id in late,
            entrusted=entrusted.get(account_id, frozenset()),
        )
        for account_id, one in by_account.items()
    }


async def _followed_among(
    session: AsyncSession, account_ids: Collection[int], viewer_id: int | None
) -> set[int]:
    if viewer_id is None:
        return set()
    query = select(Follow.target_account_id).where(
        Follow.account_id == viewer_id, Follow.target_account_id.in_(account_ids)
    )
    return set(await session.scalars(query))


async def _entrusted_among(
    session: AsyncSession, account_ids: Collection[int], viewer_id: int | None, now: datetime
) -> dict[int, frozenset[str]]:
    if viewer_id is None or not account_ids:
        return {}
    return await shares.kinds_by_account(session, account_ids, dealer_id=viewer_id, now=now)


def _closeness(
    car: Car, viewer_id: int | None, followed: Collection[int], entrusted: Collection[int]
) -> Closeness:
    if viewer_id is not None and car.owner_id == viewer_id:
        return Closeness.OWNER
    if car.account_id in followed:
        return Closeness.FOLLOWER
    return Closeness.DEALER if car.account_id in entrusted else Closeness.STRANGER


def _seen(
    car: Car,
    closeness: Closeness,
    snapshot: Snapshot | None,
    earlier: Snapshot | None,
    entrusted: frozenset[str],
) -> Snapshot | None:
    if snapshot is None:
        return None
    return seen_by(
        closeness,
        snapshot,
        place_for_followers=Precision(car.place_for_followers),
        veils=veils_of(car),
        earlier=earlier,
        entrusted=entrusted,
    )
