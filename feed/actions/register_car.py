"""A car is let in by hand, and may be silenced and let speak again."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.car_changes import open_for_operator
from feed.actions.car_settings import change_settings
from feed.actions.claim_car import new_code
from feed.actions.enrol import Newcomer, enrol, why_impossible
from feed.errors import InvalidError, NotAllowedError
from feed.ids import Ids
from feed.social.audit import Action, Actor
from feed.social.car_wishes import CarWishes
from feed.store import cars, erased_cars
from feed.store.audit import note
from feed.store.cars import RegisteredCar


async def register_car(
    session: AsyncSession, newcomer: Newcomer, wishes: CarWishes, *, by: Actor, now: datetime, ids: Ids
) -> tuple[RegisteredCar, str]:
    """The car in the register, nobody's yet, and the code with which its owner can claim it.

    This lets in one that was erased, too, and nothing else does.

    Raises:
        InvalidError: it cannot be such a car.
        NotAllowedError: it is in the register already.
    """
    if wrong := why_impossible(newcomer):
        field, _, what = wrong.partition(" ")
        raise InvalidError(wrong, details={field: what})
    if await cars.known_by(session, [newcomer.car_id]):
        raise NotAllowedError(f"{newcomer.car_id} is in the register already")
    await erased_cars.forget(session, newcomer.car_id)
    await enrol(session, [newcomer], language=wishes.language, ids=ids)
    registered = await open_for_operator(session, newcomer.car_id)
    await change_settings(session, registered, wishes)
    code = new_code(registered.car, now=now)
    await note(
        session,
        "car_registered",
        by=by,
        about=("car", registered.account.id),
        now=now,
        dialect=newcomer.dialect,
    )
    return registered, code


async def let_speak(
    session: AsyncSession, registered: RegisteredCar, *, speak: bool, by: Actor, now: datetime
) -> None:
    """A car opened for a change posts, or keeps to itself what it has to tell."""
    registered.car.enabled = speak
    action: Action = "car_enabled" if speak else "car_disabled"
    await note(session, action, by=by, about=("car", registered.account.id), now=now)
