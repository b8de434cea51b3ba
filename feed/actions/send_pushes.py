"""Send pushes: letters that are due are brought to the devices they are for."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson
import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.push.letters import Address, Letter, seal
from feed.push.post import Outcome, Post
from feed.settings import Settings
from feed.social import push_words
from feed.social.portraits import portrait_path
from feed.social.text import host_of
from feed.store import accounts, pushes, relations, statuses
from feed.store.database import Database
from feed.store.tables import Account, Notification, PushLetter, PushSubscription, Status, User

AT_ONCE = 50  # letters

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """All that a letter tells."""

    about: Notification
    kind: str  # as the device was asked about it
    by: Account
    status: Status | None
    language: str


async def send_pushes(database: Database, post: Post, *, now: datetime, settings: Settings) -> int:
    """Brings the letters that are due; gives how many there were."""
    async with database.writing() as session:
        letters = await pushes.take_due(session, now=now, most=AT_ONCE)
    if not letters:
        return 0
    async with database.reading() as session:
        to = await pushes.subscriptions(session, {one.subscription_id for one in letters})
        words = [await _word(session, one, to.get(one.subscription_id)) for one in letters]

    async def bring(letter: PushLetter, word: Word | None) -> Outcome:
        if word is None:
            return "taken"  # nobody wants to hear it any more
        return await post.bring(_sealed(word, to[letter.subscription_id], post, now, settings))

    outcomes = await asyncio.gather(*map(bring, letters, words))
    async with database.writing() as session:
        await _note(session, list(zip(letters, outcomes, strict=True)), now)
    return len(letters)


async def _note(session: AsyncSession, brought: list[tuple[PushLetter, Outcome]], now: datetime) -> None:
    await pushes.settle(session, [one.id for one, outcome in brought if outcome in {"taken", "refused"}])
    await pushes.put_off(session, [one for one, outcome in brought if outcome == "later"], now=now)
    for one, outcome in brought:
        if outcome == "gone":
            await pushes.end(session, one.subscription_id)
    for outcome, count in Counter(outcome for _, outcome in brought).items():
        if outcome != "taken":
            log.info("pushes were not taken", outcome=outcome, count=count)


async def _word(session: AsyncSession, letter: PushLetter, to: PushSubscription | None) -> Word | None:
    """What the letter tells, if its device still wants to be told."""
    about = await session.get(Notification, letter.notification_id)
    if to is None or about is None:
        return None
    by = await accounts.by_id(session, about.from_account_id)
    if by is None or not await _is_wanted(session, to, by.id):
        return None
    status = await statuses.by_id(session, about.status_id, to.account_id) if about.status_id else None
    if about.status_id and status is None:  # withdrawn, or not for these eyes any more
        return None
    kind = _kind(about, status, to)
    if kind not in to.alerts:
        return None
    language = await session.scalar(select(User.locale).where(User.account_id == to.account_id))
    return Word(about=about, kind=kind, by=by, status=status, language=language or "en")


def _kind(about: Notification, status: Status | None, to: PushSubscription) -> str:
    is_for_one = status is not None and status.car_event is not None and status.visibility == "direct"
    return push_words.CAR_ALERT if is_for_one and to.session_hash else about.kind


async def _is_wanted(session: AsyncSession, to: PushSubscription, by: int) -> bool:
    if to.policy in {"all", "none"}:
        return to.policy == "all"
    relation = (await relations.between(session, to.account_id, [by])).get(by, relations.Relation())
    return relation.following if to.policy == "followed" else relation.followed_by


def _sealed(word: Word, to: PushSubscription, post: Post, now: datetime, settings: Settings) -> Letter:
    by, status = word.by, word.status
    told = {
        "access_token": "",  # known by its hash alone: an app tells its members apart by subscription
        "preferred_locale": word.language,
        "notification_id": str(word.about.id),
        "notification_type": word.about.kind,
        "icon": f"{settings.public_url}{by.avatar_path or portrait_path(by.kind, by.id)}",
        "title": push_words.title(word.kind, by.display_name or by.username, word.language),
        "body": push_words.body(status.text, status.spoiler_text) if status else "",
    }
    if to.session_hash:
        told["path"] = f"/@{by.username}/{status.id}" if status else "/notifications"
    return letter_to(to, told, post, now=now, settings=settings)


def letter_to(
    to: PushSubscription, told: Mapping[str, str], post: Post, *, now: datetime, settings: Settings
) -> Letter:
    """The letter to a device that tells this."""
    address = Address(endpoint=to.endpoint, p256dh=to.p256dh, auth=to.auth, standard=to.standard)
    host = host_of(settings.public_url).partition(":")[0]
    contact = settings.contact_email or f"postmaster@{host}"
    text = orjson.dumps(told)
    return seal(text, address, private_key=post.private_key, contact=f"mailto:{contact}", now=now)
