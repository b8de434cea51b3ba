"""Cases, and the slots that dealers keep for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import NotFoundError
from feed.store.car_tables import CarShare
from feed.store.paging import Page, Slice, read_entities
from feed.store.tables import Account, Case, Slot
from feed.store.upsert import insert_into

MOST_SLOTS = 500  # of a dealer, from a moment on


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case with everybody and everything in it."""

    case: Case
    car: Account
    owner: Account
    dealer: Account
    proposed: tuple[tuple[int, Slot], ...]  # numbers, and the slots that are still free
    appointment: Slot | None
    may_see: bool  # whether the dealer still sees the car by this case

    def has(self, account_id: int) -> bool:
        """Whether it is theirs."""
        return account_id in {self.owner.id, self.dealer.id}


async def page_of(session: AsyncSession, account_id: int, page: Page, *, is_open: bool | None) -> Slice[Case]:
    """Somebody's cases, as owner or dealer, the newest first."""
    query = select(Case).where(or_(Case.owner_id == account_id, Case.dealer_id == account_id))
    if is_open is not None:
        query = query.where(Case.closed_at.is_(None) if is_open else Case.closed_at.is_not(None))
    return await read_entities(session, query, Case.id, page)


async def of_car(session: AsyncSession, car_account_id: int) -> list[Case]:
    """The open cases of a car, the oldest first."""
    query = select(Case).where(Case.car_account_id == car_account_id, Case.closed_at.is_(None))
    return list(await session.scalars(query.order_by(Case.id)))


async def required(session: AsyncSession, case_id: int, account_id: int) -> Case:
    """The case, for its owner or its dealer.

    Raises:
        NotFoundError: there is none, or it is not theirs.
    """
    case = await session.get(Case, case_id)
    if case is None or account_id not in {case.owner_id, case.dealer_id}:
        raise NotFoundError
    return case


async def views(session: AsyncSession, those: Sequence[Case], *, now: datetime) -> list[CaseView]:
    """The cases with everything in them, in the same order."""
    people = {one for case in those for one in (case.car_account_id, case.owner_id, case.dealer_id)}
    accounts = {one.id: one for one in await session.scalars(select(Account).where(Account.id.in_(people)))}
    wanted = {slot_id for case in those for slot_id in case.proposed}
    ids = [case.id for case in those]
    query = select(Slot).where(or_(Slot.id.in_(wanted), Slot.case_id.in_(ids)))
    slots = {slot.id: slot for slot in await session.scalars(query)}
    taken = {slot.case_id: slot for slot in slots.values() if slot.case_id is not None}
    trusted = set(
        await session.scalars(select(CarShare.case_id).where(CarShare.case_id.in_(ids), CarShare.until > now))
    )
    return [
        CaseView(
            case=case,
            car=accounts[case.car_account_id],
            owner=accounts[case.owner_id],
            dealer=accounts[case.dealer_id],
            proposed=tuple(
                (number, slots[slot_id])
                for number, slot_id in enumerate(case.proposed, 1)
                if slot_id in slots and slots[slot_id].case_id is None and slots[slot_id].begins_at > now
            ),
            appointment=taken.get(case.id),
            may_see=case.id in trusted,
        )
        for case in those
    ]


async def slots_of(
    session: AsyncSession, dealer_id: int, *, start: datetime, end: datetime | None = None, free: bool = False
) -> list[Slot]:
    """A dealer's slots from a moment on, the earliest first."""
    query: Select[Any] = select(Slot).where(Slot.account_id == dealer_id, Slot.begins_at >= start)
    if end is not None:
        query = query.where(Slot.begins_at < end)
    if free:
        query = query.where(Slot.case_id.is_(None))
    return list(await session.scalars(query.order_by(Slot.begins_at).limit(MOST_SLOTS)))


async def keep_slots(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """The dealer has these times free; one that was there stays as it is."""
    if rows:
        await session.execute(insert_into(session, Slot).on_conflict_do_nothing(), rows)


async def drop_slots(session: AsyncSession, dealer_id: int, slot_ids: Collection[int]) -> None:
    """These times are not free any more; what a case has stays."""
    await session.execute(
        delete(Slot).where(Slot.account_id == dealer_id, Slot.id.in_(slot_ids), Slot.case_id.is_(None))
    )


async def take(session: AsyncSession, slot_id: int, case: Case, *, now: datetime) -> Slot | None:
    """The case has the slot, and no other one; None if it is not free any more. Of two, one has it."""
    free = (Slot.id == slot_id, Slot.account_id == case.dealer_id, Slot.case_id.is_(None))
    if (await session.scalar(select(Slot.id).where(*free, Slot.begins_at > now))) is None:
        return None
    await release(session, case)
    query = update(Slot).where(*free).values(case_id=case.id).returning(Slot)
    return (await session.scalars(query)).one_or_none()


async def appointment_of(session: AsyncSession, case_id: int) -> Slot | None:
    """The slot the case has."""
    taken: Slot | None = await session.scalar(select(Slot).where(Slot.case_id == case_id))
    return taken


async def release(session: AsyncSession, case: Case) -> None:
    """The case has no slot."""
    await session.execute(update(Slot).where(Slot.case_id == case.id).values(case_id=None))
