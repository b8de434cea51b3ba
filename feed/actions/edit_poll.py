"""Edit what a status asks: with other answers the vote begins anew."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import InvalidError
from feed.ids import Ids
from feed.social.question import Question
from feed.store import polls
from feed.store.tables import Status


async def ask_instead(
    session: AsyncSession, status: Status, question: Question | None, *, now: datetime, ids: Ids
) -> bool:
    """The status, which shows what it is to show already, asks this from now on; False if nothing is new.

    None is what it asks.

    Raises:
        InvalidError: it shows something.
    """
    if question is None:
        return False
    if status.media_ids:
        raise InvalidError("Cannot attach a poll to a post that has pictures")
    if status.poll_id is None:
        status.poll_id = ids.next()
        await polls.ask(session, status, question, since=now)
        return True
    poll = await polls.to_change(session, status.poll_id)
    was = (poll.multiple, poll.hide_totals, poll.expires_at)
    asks_else = (question.options, question.multiple) != (polls.titles(poll), poll.multiple)
    if asks_else:
        await polls.forget_votes(session, poll.id)
        poll.options, poll.voters_count = polls.unvoted(question), 0
    poll.multiple, poll.hide_totals = question.multiple, question.hide_totals
    poll.expires_at, poll.closed_at = now + question.open_for, None
    return asks_else or was != (poll.multiple, poll.hide_totals, poll.expires_at)
