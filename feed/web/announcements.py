"""What the staff tells everybody, above the home timeline until one has read it."""

from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import NotFoundError
from feed.keys import CLOCK, DATABASE
from feed.social import text
from feed.social.wording import in_language
from feed.store import announcements
from feed.web.paging import identifier
from feed.web.visitor import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """An announcement, ready to be shown."""

    id: int
    words: Markup  # made by us of plain text
    language: str
    starts_at: datetime | None
    ends_at: datetime | None
    all_day: bool


async def unread(session: AsyncSession, member: Member, *, now: datetime, public_url: str) -> list[Announced]:
    """What the member was not shown yet, the oldest first."""
    shown = await announcements.shown(session, now=now)
    if not shown:
        return []
    read = await announcements.dismissed_by(session, member.account_id)
    told = []
    for one in shown:
        if one.id in read:
            continue
        language, words = in_language(one.texts, member.language.code)
        told.append(
            Announced(
                id=one.id,
                words=Markup(text.to_html(words, names={}, public_url=public_url)),  # noqa: S704
                language=language,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                all_day=one.all_day,
            )
        )
    return told


async def dismiss(request: web.Request, member: Member) -> web.Response:
    """POST /announcements/:id/dismiss: the member has read it."""
    now = request.app[CLOCK]()
    async with request.app[DATABASE].writing() as session:
        found = await announcements.one(session, identifier(request.match_info["id"]), now=now)
        if found is None:
            raise NotFoundError
        await announcements.dismiss(session, found.id, member.account_id)
    raise web.HTTPSeeOther("/home")
