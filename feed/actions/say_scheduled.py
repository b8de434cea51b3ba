"""Say what was scheduled: words whose moment has come are published, each once."""

from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.publish import Published, Wish, publish
from feed.errors import InvalidError, NotFoundError
from feed.ids import Ids
from feed.settings import Settings
from feed.social.question import question
from feed.store import accounts, scheduled
from feed.store.database import Database
from feed.store.tables import Account, ScheduledStatus
from feed.streaming.happening import Happening

MOST_AT_ONCE = 100

log = structlog.get_logger(__name__)


async def say_scheduled(
    database: Database, *, now: datetime, ids: Ids, settings: Settings
) -> list[Happening]:
    """A transaction for each, in which it stops waiting: however many workers look, it is said once."""
    async with database.reading() as session:
        due = await scheduled.due(session, now=now, most=MOST_AT_ONCE)
    happenings: list[Happening] = []
    for scheduled_id in due:
        async with database.writing() as session:
            waiting = await scheduled.take(session, scheduled_id)
            author = await accounts.by_id(session, waiting.account_id) if waiting else None
            if waiting and author:
                happenings += await _say(session, author, waiting, ids=ids, settings=settings)
    return happenings


async def _say(
    session: AsyncSession, author: Account, waiting: ScheduledStatus, *, ids: Ids, settings: Settings
) -> tuple[Happening, ...]:
    wish = _wish(waiting)
    try:
        said = await _publish_somehow(session, author, wish, ids=ids, settings=settings)
    except InvalidError as error:  # the rules have changed since
        log.warning("scheduled words cannot be said", scheduled_id=waiting.id, reason=error.safe)
        return ()
    return said.happenings


async def _publish_somehow(
    session: AsyncSession, author: Account, wish: Wish, *, ids: Ids, settings: Settings
) -> Published:
    try:
        return await publish(session, author, wish, ids=ids, settings=settings)
    except NotFoundError:  # what it answers is gone by now; the words stand for themselves
        return await publish(session, author, replace(wish, in_reply_to_id=None), ids=ids, settings=settings)


def _wish(waiting: ScheduledStatus) -> Wish:
    params, asked = waiting.params, waiting.params["poll"]
    answered = params["in_reply_to_id"]
    return Wish(
        text=params["text"],
        visibility=params["visibility"],
        language=params["language"],
        spoiler_text=params["spoiler_text"] or "",
        sensitive=params["sensitive"],
        in_reply_to_id=int(answered) if answered else None,
        idempotency_key=f"scheduled-{waiting.id}",
        app_id=int(params["application_id"]) if params["application_id"] else None,
        media_ids=tuple(map(int, params["media_ids"] or ())),
        question=question(
            asked["options"],
            expires_in_s=asked["expires_in"],
            multiple=asked["multiple"],
            hide_totals=asked["hide_totals"],
        )
        if asked
        else None,
    )
