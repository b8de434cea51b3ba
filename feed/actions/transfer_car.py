"""A car changes hands: it begins a new life under a new account, and waits for who has its new code."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.car_accounts import open_car_accounts
from feed.actions.claim_car import new_code
from feed.actions.close_case import close_cases_of
from feed.actions.hand_over import hand_over
from feed.ids import Ids
from feed.social.audit import Actor
from feed.store import friends, history, journeys, snapshots, tongues
from feed.store.audit import note
from feed.store.car_tables import Car


async def transfer_car(
    session: AsyncSession, car: Car, *, by: Actor, now: datetime, ids: Ids, public_url: str
) -> tuple[Car, str]:
    """The car as nobody's, with its service book; and the code with which it can be claimed. This is noted.

    What it said in private is erased. What it said to everybody stays with its old account, which never
    speaks again.
    """
    former = car.account_id
    newborn, code = await begin_anew(session, car, now=now, ids=ids)
    await hand_over(session, former, newborn.account_id, public_url=public_url)
    await note(session, "car_transferred", by=by, about=("car", former), now=now, new_id=newborn.account_id)
    return newborn, code


async def begin_anew(session: AsyncSession, car: Car, *, now: datetime, ids: Ids) -> tuple[Car, str]:
    """The car as nobody's, with its name and settings from new, and the code with which it can be claimed.

    What it said so far is its old account's. Its live picture, history and journeys are gone, and so is
    whatever spoke for its place alone, which is a phone in somebody's pocket. What is built into the car
    stays.
    """
    last_word = (await snapshots.newest(session, [car.account_id])).get(car.account_id)
    await snapshots.forget(session, car.account_id)
    await history.forget(session, car.account_id)
    await journeys.forget(session, car.account_id)
    await close_cases_of(session, car.account_id, now=now)
    (account,) = await open_car_accounts(session, [None], language=car.language, ids=ids)
    newborn = Car(  # a new row, so that no setting of the old owner can stay behind
        car_id=car.car_id,
        account_id=account.id,
        dialect=car.dialect,
        enabled=car.enabled,
        language=car.language,
        begins_at=last_word.observed_at if last_word else car.begins_at,
        revision=car.revision,
    )
    await friends.tell_friends_of(session, car)
    built_in = [one for one in await tongues.of_cars(session, [car.car_id]) if one.says == "all"]
    await session.delete(car)
    await session.flush()
    code = new_code(newborn, now=now)
    session.add(newborn)
    await session.flush()
    await tongues.keep(session, built_in)
    return newborn, code
