"""Cars come into the register, each once, with an account to speak through and nobody's yet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.car_accounts import open_car_accounts
from feed.ids import Ids
from feed.social.tongues import DIALECTS
from feed.store import cars, erased_cars
from feed.store.car_tables import Car

_CAR_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A car that asks to be enrolled."""

    car_id: str
    dialect: str
    nickname: str | None = None  # None: one is drawn


def why_impossible(newcomer: Newcomer) -> str | None:
    """What is wrong with a newcomer; None when nothing is."""
    if not _CAR_ID.fullmatch(newcomer.car_id):
        return "car_id must be 1 to 64 of A-Z a-z 0-9 _ -"
    if newcomer.dialect not in DIALECTS:
        return f"dialect must be one of {', '.join(DIALECTS)}"
    return None


async def enrol(session: AsyncSession, newcomers: Sequence[Newcomer], *, language: str, ids: Ids) -> None:
    """Every newcomer is in the register, unless it was erased; whoever was there stays as they are.

    Two who enrol the same car at once enrol it once: the second waits for the first and finds it there.
    """
    if not await _unknown(session, newcomers):
        return
    revision = await cars.raise_revision(session, by=len(newcomers))
    unknown = await _unknown(session, newcomers)
    accounts = await open_car_accounts(
        session, [newcomer.nickname for newcomer in unknown], language=language, ids=ids
    )
    session.add_all(
        Car(
            car_id=newcomer.car_id,
            account_id=account.id,
            dialect=newcomer.dialect,
            language=language,
            revision=revision - ahead,
        )
        for ahead, (newcomer, account) in enumerate(zip(unknown, accounts, strict=True))
    )
    await session.flush()


async def _unknown(session: AsyncSession, newcomers: Sequence[Newcomer]) -> list[Newcomer]:
    first_of_each = {newcomer.car_id: newcomer for newcomer in reversed(newcomers)}
    known = await cars.known_by(session, first_of_each)
    strangers = {car_id: one for car_id, one in first_of_each.items() if car_id not in known}
    erased = await erased_cars.among(session, strangers)
    return [newcomer for car_id, newcomer in strangers.items() if car_id not in erased]
