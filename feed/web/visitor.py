"""Who looks at a page, and in which language and time zone they read."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.browser import csrf_token, signed_in
from feed.keys import CLOCK, DATABASE, SETTINGS
from feed.social.roles import Role
from feed.store import accounts, markers, notifications, talks
from feed.store.tables import Account
from feed.web.figures import Figures, zone_from
from feed.web.language import LANGUAGES, Language, choose_language

LANGUAGE_COOKIE = "language"
NOTIFICATIONS = "notifications"  # the name of their timeline among the markers
MOST_UNREAD = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody in front of a page."""

    language: Language
    figures: Figures
    csrf_token: str

    @property
    def account_id(self) -> int | None:
        """The account they speak through; None for a stranger."""
        return None

    def context(self) -> dict[str, Any]:
        """What every template may ask for."""
        return {
            "me": None,
            "role": None,
            "unread": 0,
            "unread_talks": 0,
            "language": self.language,
            "figures": self.figures,
            "csrf_token": self.csrf_token,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Visitor):
    """Somebody who signed in."""

    me: Account
    user_id: int
    role: Role
    unread: int  # notices since they last looked
    unread_talks: int  # with words of others that they have not read

    @property
    def account_id(self) -> int:
        """The account they speak through."""
        return self.me.id

    def context(self) -> dict[str, Any]:
        """The same, with who they are."""
        return Visitor.context(self) | {
            "me": self.me,
            "role": self.role,
            "unread": self.unread,
            "unread_talks": self.unread_talks,
        }


_VISITOR = web.RequestKey("visitor", Visitor)


async def visitor_of(request: web.Request) -> Visitor:
    """Who looks. Asked for once for each request, however many templates want to know."""
    if (known := request.get(_VISITOR)) is None:
        known = request[_VISITOR] = await _recognise(request)
    return known


async def _recognise(request: web.Request) -> Visitor:
    here = await signed_in(request)
    language = _language(request, here.locale if here else None)
    figures = Figures(language=language.code, zone=zone_from(request.cookies), now=request.app[CLOCK]())
    stranger = Visitor(language=language, figures=figures, csrf_token=csrf_token(request))
    if here is None:
        return stranger
    async with request.app[DATABASE].reading() as session:
        me = await accounts.by_id(session, here.account_id)
        if me is None:
            return stranger
        return Member(
            language=language,
            figures=figures,
            csrf_token=stranger.csrf_token,
            me=me,
            user_id=here.user_id,
            role=here.role,
            unread=await _unread(session, me.id),
            unread_talks=await talks.unread(session, me.id, most=MOST_UNREAD),
        )


def _language(request: web.Request, own: str | None) -> Language:
    """By the browser's own choice here, else by what it is set to, else by the account's."""
    languages = request.app[LANGUAGES]
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in languages:
        return languages[chosen]
    accepted = request.headers.get("Accept-Language", "")
    default = own if own and own in languages else request.app[SETTINGS].default_language
    return choose_language(accepted, languages, default=default)


async def _unread(session: AsyncSession, account_id: int) -> int:
    after = await markers.last_read(session, account_id, NOTIFICATIONS)
    return await notifications.unread(session, account_id, after=after, most=MOST_UNREAD)
