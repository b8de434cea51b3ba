"""An owner names who else may give a car commands: somebody who follows it, and whom the owner let in."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import InvalidError
from feed.social.audit import Subject
from feed.store import accounts, commanders, relations
from feed.store.audit import note
from feed.store.cars import RegisteredCar

MOST_COMMANDERS = 20


async def name_commander(
    session: AsyncSession, registered: RegisteredCar, acct: str, *, by: int, now: datetime
) -> None:
    """The member of this name may command a car opened for a change.

    Raises:
        InvalidError: nobody of this name follows the car, or as many as may be are named already.
    """
    car, name = registered.car, acct.strip().lstrip("@")
    member = await accounts.by_username(session, name)
    if member is None or member.id == car.owner_id or not await _follows(session, member.id, car.account_id):
        raise _impossible("must be the name of somebody who follows the car")
    named = {one.account.id for one in await commanders.of_cars(session, [car.car_id])}
    if len(named | {member.id}) > MOST_COMMANDERS:
        raise _impossible(f"must be at most {MOST_COMMANDERS} members")
    await commanders.keep(session, car.car_id, member.id)
    about: Subject = ("car", car.account_id)
    await note(session, "commander_named", by=by, about=about, now=now, member_id=member.id)


async def relieve_commander(
    session: AsyncSession, registered: RegisteredCar, account_id: int, *, by: int, now: datetime
) -> None:
    """The account may not command a car opened for a change any more."""
    await commanders.relieve(session, registered.car.car_id, account_id)
    about: Subject = ("car", registered.car.account_id)
    await note(session, "commander_relieved", by=by, about=about, now=now, member_id=account_id)


async def _follows(session: AsyncSession, account_id: int, target_id: int) -> bool:
    return (await relations.between(session, account_id, [target_id]))[target_id].following


def _impossible(wrong: str) -> InvalidError:
    return InvalidError(f"acct {wrong}", details={"acct": wrong})
