"""What cars did becomes their drives and charges, and the tracks of their owners."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.journey import Charge, Drive, Point
from feed.store import cars, journeys
from feed.store.cars import RegisteredCar


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyTold:
    """A drive or a charge of a car, which had this account then (empty: nobody knew), and a drive's way."""

    car_id: str
    acct: str
    journey: Drive | Charge
    track: Sequence[Point] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How many were of cars we know, and the ids of those we do not."""

    accepted: int
    unknown: list[str]


async def keep_journeys(
    session: AsyncSession, told: Sequence[JourneyTold], *, now: datetime, keeps_tracks: bool
) -> Kept:
    """Every journey of a known car is kept once, as it was told last.

    What a car did in a former owner's time is not for the next and not kept. A track is kept for an owner, so
    where there is none, there is no track.
    """
    register = {one.car.car_id: one for one in await cars.by_car_ids(session, {one.car_id for one in told})}
    known = [(register[one.car_id], one) for one in told if one.car_id in register]
    # in one order for all: two batches about the same cars wait for each other instead of dead-locking
    kept = sorted(
        ((of, one) for of, one in known if _is_of_this_life(of, one)),
        key=lambda pair: (pair[0].car.account_id, pair[1].journey.started_at),
    )
    drives = [(of, one, one.journey) for of, one in kept if isinstance(one.journey, Drive)]
    charges = [(of.car.account_id, one.journey) for of, one in kept if isinstance(one.journey, Charge)]
    await journeys.keep_drives(session, [(of.car.account_id, drive) for of, _, drive in drives])
    await journeys.keep_charges(session, charges)
    if keeps_tracks:
        tracks = [
            (of.car.account_id, drive.started_at, one.track)
            for of, one, drive in drives
            if of.car.owner_id is not None
        ]
        await journeys.keep_tracks(session, tracks, now=now)
    return Kept(accepted=len(known), unknown=sorted({one.car_id for one in told} - register.keys()))


def _is_of_this_life(of: RegisteredCar, told: JourneyTold) -> bool:
    if told.acct and told.acct != of.account.username:
        return False
    return of.car.begins_at is None or told.journey.started_at > of.car.begins_at
