"""Schedule: words are kept until it is time to say them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.publish import readable
from feed.actions.showable import require_showable
from feed.errors import InvalidError
from feed.ids import Ids
from feed.settings import Settings
from feed.store import scheduled
from feed.store.tables import ScheduledStatus

SOONEST = timedelta(minutes=5)
MOST_WAITING = 300


async def schedule(
    session: AsyncSession,
    account_id: int,
    params: dict[str, Any],
    *,
    at: datetime,
    idempotency_key: str | None,
    now: datetime,
    ids: Ids,
    settings: Settings,
) -> ScheduledStatus:
    """The words wait; with a key that was used before it is what was written then.

    `params` are those of the status, as Mastodon shows them.

    Raises:
        InvalidError: they could not be said, or not then, or too much waits already.
    """
    if idempotency_key and (before := await scheduled.by_key(session, account_id, idempotency_key)):
        return before
    media_ids = [int(one) for one in params["media_ids"] or ()]
    readable(params["text"], params["spoiler_text"] or "", settings, alone=not media_ids)
    await require_showable(session, media_ids, account_id, beside_poll=params["poll"] is not None)
    _require_time(at, now)
    if await scheduled.how_many(session, account_id) >= MOST_WAITING:
        raise InvalidError(f"You have exceeded the limit of {MOST_WAITING} scheduled posts")
    row = ScheduledStatus(
        id=ids.next(),
        account_id=account_id,
        scheduled_at=at,
        params=params,
        idempotency_key=idempotency_key,
    )
    session.add(row)
    await session.flush()
    return row


def reschedule(waiting: ScheduledStatus, *, at: datetime, now: datetime) -> None:
    """The words wait until then.

    Raises:
        InvalidError: that is too soon.
    """
    _require_time(at, now)
    waiting.scheduled_at = at


def _require_time(at: datetime, now: datetime) -> None:
    if at - now < SOONEST:
        why = "The scheduled date must be at least 5 minutes in the future"
        raise InvalidError(why, details={"scheduled_at": why})
