"""The network at a glance, and who waits for an answer."""

from aiohttp import web

from feed.ids import moment_of
from feed.keys import CLOCK, DATABASE
from feed.store.overview import look_over
from feed.store.shown import look_closer
from feed.store.waiting import count_waiting, waiting
from feed.web.paging import ON_A_PAGE, identifier
from feed.web.posts import opening_of, posts_of
from feed.web.render import page
from feed.web.statuses import audience_for
from feed.web.visitor import Member


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /office: figures, and how long the longest has waited."""
    async with request.app[DATABASE].reading() as session:
        figures = await look_over(session)
        unanswered, oldest = await count_waiting(session, member.account_id, now=request.app[CLOCK]())
    return page(
        request,
        member,
        "office/overview",
        counted=figures,
        unanswered=unanswered,
        waits_since=moment_of(oldest) if oldest else None,
    )


async def mentions(request: web.Request, member: Member) -> web.Response:
    """GET /office/mentions: who waits, the longest first, each with a form for the answer."""
    after = identifier(request.query.get("after") or "0")
    async with request.app[DATABASE].reading() as session:
        found = await waiting(
            session, member.account_id, now=request.app[CLOCK](), after=after, limit=ON_A_PAGE + 1
        )
        posts = posts_of(await look_closer(session, found[:ON_A_PAGE]), viewer_id=member.account_id)
    return page(
        request,
        member,
        "office/mentions",
        posts=[(post, opening_of(post, member.me.username), audience_for(post, member)) for post in posts],
        after=posts[-1].id if len(found) > ON_A_PAGE else None,
        is_first=not after,
    )
