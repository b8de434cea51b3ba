"""A car becomes somebody's, by a code that only who stands by the car or the operator can know."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.follow import begin_following
from feed.errors import InvalidError, NotAllowedError, TooManyRequestsError
from feed.ids import Ids
from feed.social.audit import Actor
from feed.social.car_kinds import SERVICE_BOOK
from feed.social.claim_code import claim_digest, draw_claim_code
from feed.store import cars, claim_tries, service_book
from feed.store.audit import note
from feed.store.car_tables import Car

CODE_GOOD_FOR = timedelta(days=7)
TRIES = 5
TRIES_WITHIN = timedelta(hours=1)


def new_code(car: Car, *, now: datetime) -> str:
    """A new claim code for a car without an owner. Only its digest is kept; an older code is void.

    Raises:
        NotAllowedError: if somebody owns the car.
    """
    if car.owner_id is not None:
        raise NotAllowedError("This car has an owner; it must be transferred first")
    code = draw_claim_code(secrets.choice)
    car.claim_digest = claim_digest(code)
    car.claim_expires_at = now + CODE_GOOD_FOR
    return code


async def issue_code(session: AsyncSession, car: Car, *, by: Actor, now: datetime) -> str:
    """The same, noted."""
    code = new_code(car, now=now)
    await note(session, "claim_code_issued", by=by, about=("car", car.account_id), now=now)
    return code


async def count_try(session: AsyncSession, claimer_id: int, *, now: datetime) -> None:
    """One more try of this account is counted; commit it before the claim, so that a refusal cannot undo it.

    Raises:
        TooManyRequestsError: after five tries within an hour.
    """
    tries, since = await claim_tries.count(session, claimer_id, now=now, within=TRIES_WITHIN)
    if tries > TRIES:
        raise TooManyRequestsError(retry_after_s=-((now - since - TRIES_WITHIN) // timedelta(seconds=1)))


async def claim_car(session: AsyncSession, code: str, *, claimer_id: int, now: datetime, ids: Ids) -> Car:
    """The car is the claimer's, who follows it from now on. Of two with one code, the first has it.

    Raises:
        InvalidError: for a code that is mistyped, used, expired or never was; which of them is not told.
    """
    digest = claim_digest(code)
    revision = await cars.raise_revision(session)
    car = await cars.claimable(session, digest, now=now) if digest else None
    if car is None:
        raise InvalidError(
            "Code is wrong, used or expired",
            details={"code": "must be a car's present claim code, such as ABCD-EFGH"},
        )
    car.owner_id, car.claim_digest, car.claim_expires_at = claimer_id, None, None
    car.revision = revision
    await service_book.open_to(session, car.account_id, SERVICE_BOOK, reader_id=claimer_id)
    await begin_following(session, car.account_id, by=claimer_id, ids=ids)
    await claim_tries.forget(session, claimer_id)
    await note(session, "car_claimed", by=claimer_id, about=("car", car.account_id), now=now)
    return car
