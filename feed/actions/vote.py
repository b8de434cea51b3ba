"""Vote: an account chooses an answer, each once; where several may be chosen, one after the other too."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import InvalidError
from feed.store import polls
from feed.store.tables import Poll, PollVote, Status
from feed.store.upsert import insert_into


async def vote(
    session: AsyncSession, poll_id: int, choices: Collection[int], *, by: int, now: datetime
) -> None:
    """The account `by` chose these options, counted from 0, besides those it chose before.

    Raises:
        InvalidError: the poll has ended, is their own, they chose this before, or nobody can choose it.
    """
    poll = await polls.to_change(session, poll_id)
    if poll.closed_at is not None or (poll.expires_at is not None and poll.expires_at <= now):
        raise InvalidError("The poll has already ended")
    if poll.account_id == by:
        raise InvalidError("You cannot vote in your own polls")
    chosen = _among(poll, choices)
    before, new = await polls.choices_of(session, poll_id, by), sum(1 << number for number in chosen)
    if before is not None and (not poll.multiple or before & new):
        raise InvalidError("You have already voted on this poll")
    choices_now = {"choices": (before or 0) | new}
    ballot = insert_into(session, PollVote).values({"poll_id": poll_id, "account_id": by} | choices_now)
    await session.execute(
        ballot.on_conflict_do_update(index_elements=["poll_id", "account_id"], set_=choices_now)
    )
    poll.options = [
        option | {"votes": option["votes"] + (number in chosen)} for number, option in enumerate(poll.options)
    ]
    poll.voters_count += before is None
    await touch(session, [poll.status_id])


async def touch(session: AsyncSession, status_ids: Collection[int]) -> None:
    """What was presented of these statuses is out of date."""
    statement = update(Status).where(Status.id.in_(status_ids))
    await session.execute(statement.values(poll_id=Status.poll_id))  # raises the version


def _among(poll: Poll, choices: Collection[int]) -> set[int]:
    chosen = set(choices)
    if not chosen or not chosen <= set(range(len(poll.options))):
        raise InvalidError("The chosen vote option does not exist")
    if len(chosen) > 1 and not poll.multiple:
        raise InvalidError("Only one option can be chosen in this poll")
    return chosen
