"""Somebody leaves, or a car is scrapped: all that is known of them is erased."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.car_changes import open_for_operator
from feed.actions.transfer_car import begin_anew
from feed.ids import Ids
from feed.social.audit import Actor
from feed.store import cars, commanders, erased_cars, erasure, friends
from feed.store.audit import note


async def erase_person(session: AsyncSession, account_id: int, *, by: Actor, now: datetime, ids: Ids) -> None:
    """The person is gone with all they said, and so is all that their cars said of them.

    The cars themselves stay in the register as nobody's, under new names.
    """
    for owned in await cars.owned_by(session, account_id):
        opened = await open_for_operator(session, owned.car.car_id)
        old_account_id = opened.account.id
        await begin_anew(session, opened.car, now=now, ids=ids)
        await erasure.erase(session, old_account_id)
    await commanders.relieve_everywhere(session, account_id)
    await erasure.erase(session, account_id)
    await note(session, "person_erased", by=by, about=("account", account_id), now=now)


async def erase_car(session: AsyncSession, car_id: str, *, by: Actor, now: datetime) -> None:
    """The car is gone from the register, with its account and all it said.

    A keyed hash of its id is kept, so that no gateway enrols it again because it still sends: who runs the
    feed can let it in anew.

    Raises:
        NotFoundError: if the register does not know it.
    """
    opened = await open_for_operator(session, car_id)
    await friends.tell_friends_of(session, opened.car)
    await erased_cars.remember(session, car_id, now=now)
    await erasure.erase(session, opened.account.id)
    await note(session, "car_erased", by=by, about=("car", opened.account.id), now=now)
