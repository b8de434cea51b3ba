"""A case is closed, by its owner or its dealer: the dealer sees the car by it no longer."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.tell_case import tell_case
from feed.ids import Ids
from feed.settings import Settings
from feed.social.cases import said
from feed.store import cars, cases, shares
from feed.store.audit import note
from feed.store.tables import Case
from feed.streaming.happening import Happening


async def close_case(
    session: AsyncSession,
    case: Case,
    *,
    by: int,
    language: str,
    now: datetime,
    ids: Ids,
    settings: Settings,
) -> list[Happening]:
    """The case is closed, its time free for others if it has not come yet; what is to be announced.

    Closing what is closed changes nothing.
    """
    if case.closed_at is not None:
        return []
    await end_access(session, case, now=now)
    words = said("closed", language=language)
    told = await tell_case(session, case, words, by=by, language=language, ids=ids, settings=settings)
    await note(session, "case_closed", by=by, about=("car", case.car_account_id), now=now, matter=case.matter)
    return told


async def close_cases_of(session: AsyncSession, car_account_id: int, *, now: datetime) -> None:
    """The car changes hands: no case of it is open any more."""
    for case in await cases.of_car(session, car_account_id):
        await end_access(session, case, now=now)


async def end_access(session: AsyncSession, case: Case, *, now: datetime) -> None:
    """The case is over, and the register tells of it."""
    revision = await cars.raise_revision(session)
    case.closed_at = now
    await shares.end_for_case(session, case.id)
    for registered in await cars.of_accounts(session, [case.car_account_id]):
        registered.car.revision = revision
    slot = await cases.appointment_of(session, case.id)
    if slot is not None and slot.begins_at > now:
        await cases.release(session, case)
