"""Send mails: digests whose hour has come are put among the letters, and letters that are due are sent."""

from collections.abc import Callable, Mapping
from datetime import datetime
from email.message import EmailMessage
from typing import cast

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import Ids
from feed.mail.mailer import Mailer, Outcome
from feed.social.digest_times import SPANS, Every, next_digest
from feed.store import digests, mails
from feed.store.database import Database
from feed.store.mails import Kind
from feed.store.tables import MailLetter, User

AT_ONCE = 20  # letters

# a letter of this kind, for whom, to which address, of what
Compose = Callable[[Kind, User, str, Mapping[str, object]], EmailMessage]

log = structlog.get_logger(__name__)


async def write_digests(database: Database, *, now: datetime, ids: Ids) -> int:
    """Who has a digest at this hour has a letter waiting; gives how many were looked at."""
    async with database.writing() as session:
        due = await digests.due(session, now=now, most=AT_ONCE)
        for wish, user in due:
            every = cast("Every", wish.every)
            if user.email and user.email_confirmed_at and user.disabled_at is None:
                since = wish.next_at - SPANS[every]
                await mails.write(session, "digest", user, user.email, now=now, ids=ids, since=since)
            wish.next_at = next_digest(now, every=every, hour=wish.hour, time_zone=wish.time_zone)
    return len(due)


async def send_mails(database: Database, mailer: Mailer, compose: Compose, *, now: datetime) -> int:
    """Sends the letters that are due; gives how many there were."""
    async with database.writing() as session:
        letters = await mails.take_due(session, now=now, most=AT_ONCE)
    for letter in letters:
        async with database.writing() as session:
            message = await _message(session, letter, compose, now)
        outcome: Outcome = await mailer.bring(message) if message else "taken"
        async with database.writing() as session:
            await _note(session, letter, outcome, now)
    return len(letters)


async def _message(
    session: AsyncSession, letter: MailLetter, compose: Compose, now: datetime
) -> EmailMessage | None:
    user = await session.get(User, letter.user_id)
    if user is None or user.disabled_at is not None:
        return None
    kind = cast("Kind", letter.kind)
    told: dict[str, object] = {}
    if kind == "digest":
        wish = await digests.wish_of(session, user.id)
        if wish is None:  # thought better of it
            return None
        told["time_zone"] = wish.time_zone
        told["digest"] = digest = await digests.digest_of(session, user, since=letter.since or now)
        told["since"] = letter.since
        if digest.is_empty:
            return None
    secret = await mails.new_secret(session, letter, kind=kind, now=now)
    return compose(kind, user, letter.address, told | {"secret": secret})


async def _note(session: AsyncSession, letter: MailLetter, outcome: Outcome, now: datetime) -> None:
    if outcome == "later":
        await mails.put_off(session, [letter], now=now)
    else:
        await mails.settle(session, [letter.id])
    if outcome != "taken":
        log.warning("a letter was not taken", kind=letter.kind, outcome=outcome, attempts=letter.attempts)
