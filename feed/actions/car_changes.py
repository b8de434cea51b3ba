"""A car in the hands of who may change it: its owner, or the operator."""

from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import NotAllowedError, NotFoundError
from feed.store import cars
from feed.store.cars import RegisteredCar


async def open_for_owner(session: AsyncSession, account_id: int, *, by_id: int) -> RegisteredCar:
    """The car of this account under a new revision; nobody else changes the register until the commit.

    Raises:
        NotFoundError, NotAllowedError: like `owned_car`.
    """
    revision = await cars.raise_revision(session)
    registered = await owned_car(session, account_id, by_id=by_id)
    registered.car.revision = revision
    return registered


async def owned_car(session: AsyncSession, account_id: int, *, by_id: int) -> RegisteredCar:
    """The car of this account as it is, for what does not change the register.

    Raises:
        NotFoundError: if no car speaks through this account.
        NotAllowedError: if the account `by_id` does not own it.
    """
    found = await cars.of_accounts(session, [account_id])
    if not found:
        raise NotFoundError
    if found[0].car.owner_id != by_id:
        raise NotAllowedError("Only the owner of a car may do this")
    return found[0]


async def open_for_operator(session: AsyncSession, car_id: str) -> RegisteredCar:
    """The same by the car's own id, for who runs the feed.

    Raises:
        NotFoundError: if the register does not know the car.
    """
    revision = await cars.raise_revision(session)
    found = await cars.by_car_ids(session, [car_id])
    if not found:
        raise NotFoundError(f"There is no car {car_id} in the register")
    found[0].car.revision = revision
    return found[0]
