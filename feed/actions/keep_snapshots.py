"""What cars tell of themselves becomes their live picture and their history."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.snapshot import Snapshot
from feed.store import cars, history, places, snapshots
from feed.store.car_tables import Car
from feed.streaming.happening import Happening


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How many snapshots were of cars we know, the ids of those we do not, and what to announce."""

    accepted: int
    unknown: list[str]
    happenings: list[Happening]


async def keep_snapshots(session: AsyncSession, told: Sequence[tuple[str, Snapshot]]) -> Kept:
    """The newest word of each known car is its live picture, and every word is in its history.

    What a car observed before its present owner's time is neither.
    """
    register = await cars.known_by(session, {car_id for car_id, _ in told})
    known = [(register[car_id], snapshot) for car_id, snapshot in told if car_id in register]
    # in one order for all: two batches about the same cars wait for each other instead of dead-locking
    kept = sorted(
        ((car.account_id, snapshot) for car, snapshot in known if _is_of_this_life(car, snapshot)),
        key=lambda one: (one[0], one[1].observed_at),
    )
    if kept:
        await snapshots.keep_newest(
            session, kept, veils={car.account_id: places.veils_of(car) for car in register.values()}
        )
        await history.keep_last_of_bucket(session, kept)
    return Kept(
        accepted=len(known),
        unknown=sorted({car_id for car_id, _ in told} - register.keys()),
        happenings=[Happening("picture", account_id) for account_id in {one[0] for one in kept}],
    )


def _is_of_this_life(car: Car, snapshot: Snapshot) -> bool:
    return car.begins_at is None or snapshot.observed_at > car.begins_at
