"""Questions with answers to choose from, found by what one knows of them."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.question import Question
from feed.store import tables
from feed.store.base import BigInt


class Poll(NamedTuple):
    """A question as a status shows it."""

    id: int
    account_id: int
    options: list[dict[str, Any]]  # [{"title", "votes"}]
    multiple: bool
    hide_totals: bool
    voters_count: int
    expires_at: datetime | None
    closed_at: datetime | None


async def by_ids(session: AsyncSession, poll_ids: Collection[int]) -> dict[int, Poll]:
    """What there is of these."""
    if not poll_ids:
        return {}
    connection = await session.connection()  # no entities are wanted, so nobody need look for them
    rows = await connection.execute(_by_ids(), {"ids": list(poll_ids)})
    return {row.id: Poll._make(row) for row in rows}


async def status_of(session: AsyncSession, poll_id: int) -> int | None:
    """The status that asks it."""
    return await session.scalar(select(tables.Poll.status_id).where(tables.Poll.id == poll_id))


async def to_change(session: AsyncSession, poll_id: int) -> tables.Poll:
    """The row of a poll that exists, held until the transaction ends: votes are counted one by one."""
    query = select(tables.Poll).where(tables.Poll.id == poll_id).with_for_update()
    return (await session.scalars(query)).one()


async def ask(session: AsyncSession, status: tables.Status, question: Question, *, since: datetime) -> None:
    """The status asks this, under the name it has for its poll."""
    row = {
        "id": status.poll_id,
        "status_id": status.id,
        "account_id": status.account_id,
        "options": unvoted(question),
        "multiple": question.multiple,
        "hide_totals": question.hide_totals,
        "expires_at": since + question.open_for,
    }
    await session.execute(insert(tables.Poll).values(row))


async def forget_votes(session: AsyncSession, poll_id: int) -> None:
    """Nobody has voted."""
    await session.execute(delete(tables.PollVote).where(tables.PollVote.poll_id == poll_id))


def unvoted(question: Question) -> list[dict[str, Any]]:
    """The answers as they are kept, before anybody chose one."""
    return [{"title": option, "votes": 0} for option in question.options]


def titles(poll: Poll | tables.Poll) -> tuple[str, ...]:
    """The answers in words."""
    return tuple(option["title"] for option in poll.options)


async def choices_of(session: AsyncSession, poll_id: int, account_id: int) -> int | None:
    """What an account chose (bit n: option n); None if it did not vote."""
    vote = tables.PollVote
    query = select(vote.choices).where(vote.poll_id == poll_id, vote.account_id == account_id)
    return await session.scalar(query)


@cache
def _by_ids() -> Select[Any]:
    wanted = bindparam("ids", expanding=True, type_=BigInt)
    columns = [getattr(tables.Poll, name) for name in Poll._fields]
    return select(*columns).where(tables.Poll.id.in_(wanted))
