"""What cars tell of themselves becomes their live picture and their history."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.snapshot import Snapshot
from feed.store import cars, history, snapshots
from feed.store.car_tables import Car


async def keep_snapshots(session: AsyncSession, told: Sequence[tuple[str, Snapshot]]) -> list[str]:
    """The newest word of each known car is its live picture, and every word is in its history.

    What a car observed before its present owner's time is neither. Returns the car ids nobody knows.
    """
    register = await cars.known_by(session, {car_id for car_id, _ in told})
    # in one order for all: two batches about the same cars wait for each other instead of dead-locking
    kept = sorted(
        (
            (register[car_id].account_id, snapshot)
            for car_id, snapshot in told
            if car_id in register and _is_of_this_life(register[car_id], snapshot)
        ),
        key=lambda one: (one[0], one[1].observed_at),
    )
    if kept:
        await snapshots.keep_newest(session, kept)
        await history.keep_last_of_bucket(session, kept)
    return sorted({car_id for car_id, _ in told} - register.keys())


def _is_of_this_life(car: Car, snapshot: Snapshot) -> bool:
    return car.begins_at is None or snapshot.observed_at > car.begins_at
