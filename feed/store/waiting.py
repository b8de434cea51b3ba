"""Who spoke to the company or to a car and waits for an answer.

Somebody waits as long as neither the staff nor the car's owner has said anything later in the conversation.
A like of the staff's puts it away too: not every word needs an answer. Only what was said to everybody, or to
the viewer, is found: the company reads nothing that was not published to it.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from feed.ids import first_id_at
from feed.store import glimpses
from feed.store.car_tables import Car
from feed.store.glimpses import Glimpse
from feed.store.tables import Account, Favourite, Mention, Status
from feed.store.visible import visible_to

LOOKED_BACK = timedelta(days=90)  # what waited longer than that waits for nothing any more


async def waiting(
    session: AsyncSession, viewer_id: int, *, now: datetime, after: int = 0, limit: int
) -> list[Glimpse]:
    """What waits for an answer, the oldest first, from the one after `after` on."""
    since = max(after, first_id_at(now - LOOKED_BACK))
    query = _unanswered(viewer_id).where(Status.id > since).order_by(Status.id).limit(limit)
    ids = list(await session.scalars(query))
    return sorted(await glimpses.by_ids(session, ids, viewer_id), key=lambda one: one.id)


async def count_waiting(session: AsyncSession, viewer_id: int, *, now: datetime) -> tuple[int, int | None]:
    """How many wait, and the one that waits longest."""
    since = first_id_at(now - LOOKED_BACK)
    found = _unanswered(viewer_id).where(Status.id > since).subquery()
    row = (await session.execute(select(func.count(), func.min(found.c.id)))).one()
    return row[0], row[1]


def _unanswered(viewer_id: int) -> Select[int]:
    mention, author, named, car = aliased(Mention), aliased(Account), aliased(Account), aliased(Car)
    is_for_us = or_(
        named.kind == "staff", and_(named.kind == "car", func.coalesce(car.owner_id, 0) != Status.account_id)
    )
    return (
        select(Status.id)
        .distinct()
        .join(mention, mention.status_id == Status.id)
        .join(named, named.id == mention.account_id)
        .join(author, author.id == Status.account_id)
        .outerjoin(car, car.account_id == named.id)
        .where(author.kind == "person", is_for_us, visible_to(viewer_id))
        .where(~_is_answered(car.owner_id), ~_is_liked())
    )


def _is_answered(owner_id: InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
    later, by = aliased(Status), aliased(Account)
    return (
        exists()
        .where(later.conversation_id == Status.conversation_id, later.id > Status.id)
        .where(by.id == later.account_id, or_(by.kind == "staff", by.id == owner_id))
    )


def _is_liked() -> ColumnElement[bool]:
    like, by = aliased(Favourite), aliased(Account)
    return exists().where(like.status_id == Status.id, by.id == like.account_id, by.kind == "staff")
