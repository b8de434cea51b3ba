"""An owner takes back, at once, whatever others were given of a car."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.audit import Subject
from feed.store import commanders, followers, friends, guest_links, shares
from feed.store.audit import note
from feed.store.cars import RegisteredCar


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked:
    """How many lost what."""

    dealers: int
    guests: int  # links that led to it
    followers: int
    commanders: int


async def revoke_everybody(
    session: AsyncSession, registered: RegisteredCar, *, by: int, now: datetime
) -> Revoked:
    """Only the owner of a car opened for a change hears of it, sees, follows and commands it from now on.

    Who asks to follow it still waits for an answer, and gets none by this.
    """
    car = registered.car
    dealers = await shares.in_force(session, [car.car_id], now=now)
    named = await commanders.of_cars(session, [car.car_id])
    await shares.revoke(session, car.car_id)
    await commanders.relieve(session, car.car_id)
    guests = len(await guest_links.open_of(session, car, now=now))
    await guest_links.end(session, car.car_id)
    await friends.tell_friends_of(session, car)
    gone = await followers.part_from_all(session, car.account_id, but=car.owner_id)
    revoked = Revoked(dealers=len(dealers), guests=guests, followers=gone, commanders=len(named))
    about: Subject = ("car", car.account_id)
    await note(session, "everybody_revoked", by=by, about=about, now=now, **asdict(revoked))
    return revoked
