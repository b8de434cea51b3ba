"""Publish: words become a status, once, on every timeline it is for, in one transaction."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.showable import require_showable
from feed.errors import InvalidError, NotFoundError
from feed.ids import Ids, moment_of
from feed.settings import Settings
from feed.social import text
from feed.social.question import Question
from feed.social.visibility import Visibility
from feed.store import accounts, apps, findable, home, media, notifications, polls, statuses, talks
from feed.store.tables import Account, Mention, Status, StatusTag
from feed.streaming.happening import Happening


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody would like to say. None leaves it to the author's settings."""

    text: str
    visibility: Visibility | None = None
    language: str | None = None
    spoiler_text: str = ""
    sensitive: bool | None = None
    in_reply_to_id: int | None = None
    idempotency_key: str | None = None  # the same key again is the same status
    app_id: int | None = None
    car_event: dict[str, Any] | None = None  # {"kind", "at", "reasons"}
    question: Question | None = None
    media_ids: tuple[int, ...] = ()
    speaks_only_to: frozenset[int] | None = None  # accounts; None: to whomever it names
    known_to: int | None = None  # an account whose home timeline need not have it


@dataclass(frozen=True, slots=True)
class Published:
    """The status, and what is to be announced after the commit: nothing, if it was there before."""

    status: Status
    happenings: tuple[Happening, ...] = ()


async def publish(
    session: AsyncSession, author: Account, wish: Wish, *, ids: Ids, settings: Settings
) -> Published:
    """What the author wishes is said, if it was not said before.

    Raises:
        InvalidError: there are no words, or too many.
        NotFoundError: what it answers does not exist for the author.
    """
    if before := await _said_before(session, author, wish):
        return Published(before)
    words, warning = readable(wish.text, wish.spoiler_text, settings, alone=not wish.media_ids)
    await require_showable(session, wish.media_ids, author.id, beside_poll=wish.question is not None)
    answered = await _answered(session, wish, author)
    spoken_to = await _spoken_to(session, words, wish, settings)
    names = {one.username_key: one.username for one in spoken_to}
    status, is_new = await statuses.insert_once(
        session,
        "idempotency_key",
        _columns(author, wish, answered, ids.next())
        | {
            "poll_id": ids.next() if wish.question else None,
            "posted_with": await apps.shown(session, wish.app_id) if wish.app_id else None,
            "text": words,
            "spoiler_text": warning,
            "content": text.to_html(words, names=names, public_url=settings.public_url),
            "spoken_to": [[one.id, one.username] for one in spoken_to],
            "tags": text.tags(words),
        },
    )
    if not is_new:
        return Published(status)
    named = {one.id for one in spoken_to}
    await findable.put(session, status, wish.question.options if wish.question else ())
    if wish.question:
        await polls.ask(session, status, wish.question, since=moment_of(status.id))
    if wish.media_ids:
        await media.show_with(session, wish.media_ids, status.id)
    await _tie(session, status, wish)
    await count(session, status, by=1)
    await home.deliver(session, status, but=wish.known_to)
    told = [] if _is_limited(status) else await _tell(session, status, named, ids)
    return Published(status, (Happening("status", status.id), *told))


async def count(session: AsyncSession, status: Status, *, by: int) -> None:
    """What the status answers, and its author, have one more (or one less).

    A limited status is in no count: everybody may see those.
    """
    if _is_limited(status):
        return
    if status.in_reply_to_id is not None:
        answered = update(Status).where(Status.id == status.in_reply_to_id)
        await session.execute(answered.values(replies_count=Status.replies_count + by))
    author = update(Account).where(Account.id == status.account_id)
    last_on = {"last_status_on": moment_of(status.id).date()} if by > 0 else {}
    await session.execute(author.values(statuses_count=Account.statuses_count + by, **last_on))


async def named_in(session: AsyncSession, words: str, settings: Settings) -> list[Account]:
    """Those whom a text speaks to, as far as there are such members."""
    return await accounts.named(session, text.mentioned(words, host=text.host_of(settings.public_url)))


def readable(words: str, warning: str, settings: Settings, *, alone: bool = True) -> tuple[str, str]:
    """Words and warning as they are kept. `alone`: there is no picture that says enough by itself.

    Raises:
        InvalidError: there are no words, or too many.
    """
    words, warning = text.clean(words), text.clean(warning)
    if not words and alone:
        raise InvalidError("Text can't be blank", details={"status": "must not be empty"})
    most = settings.status_characters
    if text.length(words) + len(warning) > most:
        raise InvalidError(
            f"Text character limit of {most} exceeded",
            details={"status": f"must not exceed {most} characters"},
        )
    return words, warning


async def _said_before(session: AsyncSession, author: Account, wish: Wish) -> Status | None:
    return await statuses.by_key(session, author.id, wish.idempotency_key) if wish.idempotency_key else None


async def _answered(session: AsyncSession, wish: Wish, author: Account) -> Status | None:
    if wish.in_reply_to_id is None:
        return None
    found = await statuses.by_id(session, wish.in_reply_to_id, author.id)
    if found is not None and found.reblog_of_id is not None:
        found = await statuses.by_id(session, found.reblog_of_id, author.id)
    if found is None:
        raise NotFoundError("The status you are trying to reply to does not appear to exist")
    return found


def _columns(author: Account, wish: Wish, answered: Status | None, status_id: int) -> dict[str, Any]:
    return {
        "id": status_id,
        "account_id": author.id,
        "visibility": wish.visibility or author.default_visibility,
        "language": wish.language or author.default_language,
        "sensitive": author.default_sensitive if wish.sensitive is None else wish.sensitive,
        "in_reply_to_id": answered.id if answered else None,
        "in_reply_to_account_id": answered.account_id if answered else None,
        "conversation_id": answered.conversation_id if answered else status_id,
        "idempotency_key": wish.idempotency_key,
        "app_id": wish.app_id,
        "car_event": wish.car_event,
        "media_ids": list(wish.media_ids),
        "has_media": bool(wish.media_ids),
    }


def _is_limited(status: Status) -> bool:
    return status.visibility == "limited"


async def _spoken_to(session: AsyncSession, words: str, wish: Wish, settings: Settings) -> list[Account]:
    if wish.visibility == "limited":
        return []
    named = await named_in(session, words, settings)
    return [one for one in named if wish.speaks_only_to is None or one.id in wish.speaks_only_to]


async def _tie(session: AsyncSession, status: Status, wish: Wish) -> None:
    """Those spoken to and the hashtags find the status as well, and so do those whom it is limited to."""
    readers = {account_id for account_id, _ in status.spoken_to}
    if _is_limited(status):
        readers |= wish.speaks_only_to or frozenset()
    spoken_to = [{"status_id": status.id, "account_id": account_id} for account_id in sorted(readers)]
    tags = [{"status_id": status.id, "name": name} for name in status.tags]
    if spoken_to:
        await session.execute(insert(Mention), spoken_to)
    if status.visibility == "direct":
        await talks.go_on(session, status, readers | {status.account_id})
    if tags:
        await session.execute(insert(StatusTag), tags)


async def _tell(session: AsyncSession, status: Status, mentioned: set[int], ids: Ids) -> list[Happening]:
    bells = set(await home.who_wants_a_bell(session, status)) - mentioned
    told = [
        notification_id
        for kind, receivers in (("mention", mentioned), ("status", bells))
        for notification_id in await notifications.notify(
            session, receivers, kind, by=status.account_id, status_id=status.id, ids=ids
        )
    ]
    return [Happening("notification", notification_id) for notification_id in told]
