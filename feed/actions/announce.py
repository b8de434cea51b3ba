"""Announce: the staff tells every member something, in one language or two."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import InvalidError, NotFoundError
from feed.ids import Ids
from feed.social import text
from feed.store import announcements
from feed.store.tables import Announcement
from feed.streaming.happening import Happening

LONGEST = 2000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is to be told. Without an end it is shown until it is taken back."""

    texts: Mapping[str, str]  # by language
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    all_day: bool = False  # then the last day ends when it does in UTC


async def announce(session: AsyncSession, notice: Notice, *, now: datetime, ids: Ids) -> Announcement:
    """Every member is shown it, and who listens is told within seconds.

    Raises:
        InvalidError: there are no words, or too many, or it is over before it begins.
    """
    texts = {language: text.clean(words) for language, words in notice.texts.items() if text.clean(words)}
    if not texts:
        raise InvalidError("An announcement needs words in English or Japanese")
    if any(len(words) > LONGEST for words in texts.values()):
        raise InvalidError(f"An announcement must not exceed {LONGEST} characters")
    starts_at, ends_at = (
        _midnight(moment) if moment and notice.all_day else moment
        for moment in (notice.starts_at, notice.ends_at)
    )
    over_at = ends_at + timedelta(days=1) if ends_at and notice.all_day else ends_at
    if starts_at and ends_at and ends_at < starts_at:
        raise InvalidError("It would end before it begins")
    if over_at and over_at <= now:
        raise InvalidError("It would be over already")
    announcement = Announcement(
        id=ids.next(),
        texts=texts,
        starts_at=starts_at,
        ends_at=ends_at,
        all_day=notice.all_day,
        over_at=over_at,
    )
    session.add(announcement)
    return announcement


async def take_back(session: AsyncSession, announcement_id: int, *, now: datetime) -> None:
    """Nobody is shown it any more.

    Raises:
        NotFoundError: there is none.
    """
    found = await announcements.one(session, announcement_id, now=now)
    if found is None:
        raise NotFoundError(f"There is no announcement {announcement_id}")
    found.removed_at = now


async def spread(session: AsyncSession, *, now: datetime) -> list[Happening]:
    """What was announced, taken back or is over since the last time: the operator's program tells nobody."""
    return [
        *(Happening("announced", one) for one in await announcements.tell(session, now=now)),
        *(Happening("unannounced", one) for one in await announcements.clear_away(session, now=now)),
    ]


def _midnight(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
