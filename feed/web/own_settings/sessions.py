"""Where one is signed in: browsers, and apps one let speak for oneself."""

from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from feed.actions.revoke_token import end_app
from feed.browser import COOKIE
from feed.ids import moment_of
from feed.keys import CLOCK, DATABASE, GRANTS
from feed.store import tokens, web_sessions
from feed.store.tokens import digest
from feed.web.forms import typed
from feed.web.paging import identifier
from feed.web.render import page
from feed.web.visitor import Member

_ENOUGH = 16  # signs of a hash that name a session; the hash of a secret gives nothing away


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """One browser."""

    key: str
    device: str
    since: datetime | None
    is_this: bool


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /settings/sessions: the browsers and the apps."""
    here = digest(request.cookies[COOKIE])
    async with request.app[DATABASE].reading() as session:
        found = await web_sessions.of_user(session, member.user_id, now=request.app[CLOCK]())
        apps = [
            (token.id, name, moment_of(token.id))
            for token, name in await tokens.with_apps(session, member.user_id)
        ]
    browsers = [
        SignedIn(
            key=one.token_hash[:_ENOUGH],
            device=one.device,
            since=one.opened_at,
            is_this=one.token_hash == here,
        )
        for one in found
    ]
    return page(request, member, "own_settings/sessions", browsers=browsers, apps=apps)


async def end(request: web.Request, member: Member) -> web.Response:
    """POST /settings/sessions: one browser or app is out, or all browsers but this one."""
    form = await request.post()
    async with request.app[DATABASE].writing() as session:
        if token_id := typed(form, "app"):
            app, now = identifier(token_id), request.app[CLOCK]()
            await end_app(session, app, user_id=member.user_id, by=member.account_id, now=now)
            request.app[GRANTS].forget(app)
        elif len(key := typed(form, "browser")) == _ENOUGH:
            await web_sessions.end(session, member.user_id, beginning=key)
        elif typed(form, "all"):
            await web_sessions.end_others(session, member.user_id, but=request.cookies[COOKIE])
    raise web.HTTPSeeOther("/settings/sessions")
