"""Dealer and owner find a time: some are proposed; one is taken, moved, given up. The thread tells of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.tell_case import tell_case
from feed.errors import InvalidError, NotAllowedError
from feed.ids import Ids
from feed.settings import Settings
from feed.social.cases import Word, proposal, said
from feed.store import cases
from feed.store.audit import note
from feed.store.tables import Case, Slot
from feed.streaming.happening import Happening

MOST_PROPOSED = 9  # so that the answer is one digit


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who of a case does something, in which language, and with what."""

    account_id: int
    language: str
    now: datetime
    ids: Ids
    settings: Settings


async def propose(session: AsyncSession, case: Case, slot_ids: Sequence[int], hand: Hand) -> list[Happening]:
    """The dealer proposes these times, numbered by the time of day; what is to be announced.

    Raises:
        NotAllowedError: it is not the dealer who does.
        InvalidError: the case is closed, or a time is not free.
    """
    _require_open(case)
    if hand.account_id != case.dealer_id:
        raise NotAllowedError("Only the dealer of a case proposes times")
    free = await cases.slots_of(session, case.dealer_id, start=hand.now, free=True)
    chosen = [slot for slot in free if slot.id in set(slot_ids)]
    if not chosen or len(chosen) != len(set(slot_ids)) or len(chosen) > MOST_PROPOSED:
        wrong = f"must be one to {MOST_PROPOSED} of the dealer's free times"
        raise InvalidError(f"slot_ids {wrong}", details={"slot_ids": wrong})
    case.proposed = [slot.id for slot in chosen]
    words = proposal(
        [(slot.begins_at, slot.ends_at) for slot in chosen], zone=chosen[0].time_zone, language=hand.language
    )
    return await _tell(session, case, words, hand)


async def take(session: AsyncSession, case: Case, slot_id: int, hand: Hand) -> list[Happening]:
    """The case has this time instead of any other; what is to be announced.

    The owner takes what was proposed, the dealer any time of theirs. Of two cases one has it.

    Raises:
        InvalidError: the case is closed, or the time is not free (any more).
    """
    _require_open(case)
    before = await cases.appointment_of(session, case.id)
    if before is not None and before.id == slot_id:
        return []
    may_take = hand.account_id == case.dealer_id or slot_id in case.proposed
    slot = await cases.take(session, slot_id, case, now=hand.now) if may_take else None
    if slot is None:
        wrong = "must be a proposed time that is still free"
        raise InvalidError(f"slot_id {wrong}", details={"slot_id": wrong})
    return await _changed(session, case, "taken" if before is None else "moved", slot, hand)


async def give_up(session: AsyncSession, case: Case, hand: Hand) -> list[Happening]:
    """The case has no time any more, and others may have it; what is to be announced."""
    before = await cases.appointment_of(session, case.id)
    if before is None:
        return []
    await cases.release(session, case)
    return await _changed(session, case, "cancelled", before, hand)


async def _changed(session: AsyncSession, case: Case, word: Word, slot: Slot, hand: Hand) -> list[Happening]:
    case.appointment_changes += 1
    when = (slot.begins_at, slot.ends_at, slot.time_zone)
    told = await _tell(session, case, said(word, language=hand.language, when=when), hand)
    await note(
        session,
        "appointment_changed",
        by=hand.account_id,
        about=("car", case.car_account_id),
        now=hand.now,
        change=word,
        begins=f"{slot.begins_at:%Y-%m-%dT%H:%MZ}",
    )
    return told


async def _tell(session: AsyncSession, case: Case, words: str, hand: Hand) -> list[Happening]:
    return await tell_case(
        session,
        case,
        words,
        by=hand.account_id,
        language=hand.language,
        ids=hand.ids,
        settings=hand.settings,
    )


def _require_open(case: Case) -> None:
    if case.closed_at is not None:
        raise InvalidError("The case is closed")
