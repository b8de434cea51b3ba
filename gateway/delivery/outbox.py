"""Drafts on disk: the row is the queue."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select, update

from gateway.delivery.tables import outbox, register


class DraftStatus(StrEnum):
    """Where a draft is on its way."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"  # the feed will never take it; kept for a person to look at


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedDraft:
    """A draft as the outbox has it."""

    id: int
    key: str
    car_id: str
    kind: str
    at: datetime  # the car's time
    text: str
    visibility: str
    language: str
    reasons: str  # JSON
    owner_knows: bool
    attempts: int  # made so far
    last_error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one attempt to carry a draft."""

    status: DraftStatus
    attempts: int
    next_attempt_at: datetime
    status_id: str | None = None
    last_error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A car has left where it was: what was to wait for that may be told from a moment on."""

    car_id: str
    left_at: datetime
    told_from: datetime


class Backlog(NamedTuple):
    """How much waits to be carried. What is for later is no backlog."""

    drafts: int
    oldest_queued_at: datetime | None  # of those that were for at once
    for_later: int


COLUMNS = [outbox.c[name] for name in QueuedDraft.__dataclass_fields__]


def due_drafts(
    connection: Connection, now: datetime, *, cars_now: datetime, busy_cars: Collection[str], limit: int
) -> list[QueuedDraft]:
    """The oldest queued draft of each car, if it is due, the longest waiting first.

    A car's later drafts wait for its oldest, and a car the register does not know yet waits altogether. What
    is not to be told yet holds back nothing. `now` is the wall clock's, `cars_now` the time the cars live in.
    """
    oldest = (
        select(func.min(outbox.c.id))
        .where(outbox.c.status == DraftStatus.QUEUED, _may_be_told(cars_now))
        .group_by(outbox.c.car_id)
    )
    query = (
        select(*COLUMNS)
        .where(outbox.c.id.in_(oldest), outbox.c.next_attempt_at <= now)
        .where(outbox.c.car_id.not_in(busy_cars))
        .where(exists().where(register.c.car_id == outbox.c.car_id))
        .order_by(outbox.c.id)
        .limit(limit)
    )
    return [QueuedDraft(**row) for row in connection.execute(query).mappings()]


def release(connection: Connection, departure: Departure) -> None:
    """Let what was to wait until a car has left be told. Safe to repeat."""
    connection.execute(
        update(outbox)
        .where(outbox.c.car_id == departure.car_id, outbox.c.status == DraftStatus.QUEUED)
        .where(outbox.c.after_leaving, outbox.c.at <= departure.left_at)
        .where(outbox.c.not_before > departure.told_from)
        .values(not_before=departure.told_from)
    )


def record(connection: Connection, draft_id: int, outcome: Outcome) -> None:
    """Write down what became of an attempt."""
    connection.execute(
        update(outbox)
        .where(outbox.c.id == draft_id)
        .values(
            status=outcome.status,
            attempts=outcome.attempts,
            next_attempt_at=outcome.next_attempt_at,
            status_id=outcome.status_id,
            last_error=outcome.last_error,
        )
    )


def backlog(connection: Connection, cars_now: datetime) -> Backlog:
    """How many drafts are queued, and since when the oldest of them."""
    may_be_told = _may_be_told(cars_now)
    query = select(
        func.count().filter(may_be_told),
        func.min(outbox.c.queued_at).filter(outbox.c.not_before.is_(None)),
        func.count().filter(~may_be_told),
    ).where(outbox.c.status == DraftStatus.QUEUED)
    return Backlog(*connection.execute(query).one())


def _may_be_told(cars_now: datetime) -> ColumnElement[bool]:
    return or_(outbox.c.not_before.is_(None), outbox.c.not_before <= cars_now)
