"""Statuses by their words, and hashtags by their first letters."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import first_id_at
from feed.social.wanted_words import Wanted
from feed.store import accounts, findable
from feed.store.glimpses import VIEWER, Glimpse, read_glimpses, select_glimpses
from feed.store.paging import Page
from feed.store.tables import Status, StatusTag
from feed.store.visible import wanted_by

_LAST_DAY = date(2999, 12, 31)  # what comes later has no identifier


async def statuses(
    session: AsyncSession,
    wanted: Wanted,
    viewer_id: int,
    page: Page,
    *,
    offset: int = 0,
    author_id: int | None = None,
) -> list[Glimpse]:
    """Statuses the viewer may see that are as wanted, the newest first."""
    if wanted.author is not None:
        author = None if wanted.author == "me" else await accounts.by_username(session, wanted.author)
        named = viewer_id if wanted.author == "me" else author.id if author else 0
        if author_id not in {None, named}:
            return []
        author_id = named
    if wanted.is_nothing and author_id is None:
        return []
    query = select_glimpses(signed_in=True).where(wanted_by(VIEWER))
    if wanted.all_of:
        query = query.where(Status.id.in_(findable.statuses_with(session, wanted)))
    if author_id is not None:
        query = query.where(Status.account_id == author_id)
    query = _narrowed(query, wanted).order_by(Status.id.desc()).limit(page.limit).offset(offset)
    if page.max_id is not None:
        query = query.where(Status.id < page.max_id)
    if page.min_id is not None:
        query = query.where(Status.id > page.min_id)
    return await read_glimpses(session, query, {"viewer": viewer_id})


async def tags(session: AsyncSession, beginning: str, *, limit: int, offset: int) -> list[str]:
    """Hashtags in public statuses that begin like this, in the order of the alphabet."""
    query = (
        select(StatusTag.name)
        .join(Status, Status.id == StatusTag.status_id)
        .where(StatusTag.name.startswith(beginning.lower(), autoescape=True), Status.visibility == "public")
        .distinct()
        .order_by(StatusTag.name)
    )
    return list(await session.scalars(query.limit(limit).offset(offset)))


def _narrowed(query: Select[tuple[object]], wanted: Wanted) -> Select[tuple[object]]:
    if "media" in wanted.has:
        query = query.where(Status.has_media)
    if "poll" in wanted.has:
        query = query.where(Status.poll_id.is_not(None))
    if "reply" in wanted.is_:
        query = query.where(Status.in_reply_to_id.is_not(None))
    if "sensitive" in wanted.is_:
        query = query.where(Status.sensitive)
    if wanted.language is not None:
        query = query.where(Status.language == wanted.language)
    for day, is_after, shift in (
        (wanted.before, False, 0),
        (wanted.after, True, 1),
        (wanted.during, True, 0),
        (wanted.during, False, 1),
    ):
        if day is not None:
            first = _first_of(day, shift)
            query = query.where(Status.id >= first if is_after else Status.id < first)
    return query


def _first_of(day: date, days_later: int) -> int:
    first = first_id_at(datetime.combine(min(day, _LAST_DAY), time(), UTC) + timedelta(days=days_later))
    return max(first, 0)
