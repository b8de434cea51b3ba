"""Timelines: what strangers see first, what everybody may read, what came home."""

from datetime import datetime

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.keys import CLOCK, DATABASE, SETTINGS
from feed.store import timelines
from feed.store.car_views import views_near
from feed.store.paging import Page
from feed.store.shown import look_closer
from feed.store.timelines import Hashtags
from feed.web.announcements import unread
from feed.web.cars_now import CarNow, car_now
from feed.web.paging import asked_page, links
from feed.web.posts import posts_of
from feed.web.render import page
from feed.web.visitor import Member, Visitor

ON_THE_LANDING = 5


async def landing(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /: what this is, and the last that was said in public; members go home."""
    if isinstance(visitor, Member):
        raise web.HTTPSeeOther("/home")
    async with request.app[DATABASE].reading() as session:
        found = await timelines.public(session, None, Page(limit=ON_THE_LANDING))
        posts = posts_of(await look_closer(session, found.rows), viewer_id=None)
    return page(request, visitor, "landing", posts=posts)


async def public(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /public: what everybody may read."""
    async with request.app[DATABASE].reading() as session:
        found = await timelines.public(session, visitor.account_id, asked_page(request))
        posts = posts_of(await look_closer(session, found.rows), viewer_id=visitor.account_id)
    return page(request, visitor, "public", tag=None, posts=posts, links=links(request, found))


async def tagged(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /tags/:tag: what everybody may read with this hashtag."""
    tag = request.match_info["tag"].lower()
    async with request.app[DATABASE].reading() as session:
        found = await timelines.tagged(
            session, Hashtags(any_of=(tag,)), visitor.account_id, asked_page(request)
        )
        posts = posts_of(await look_closer(session, found.rows), viewer_id=visitor.account_id)
    return page(request, visitor, "public", tag=tag, posts=posts, links=links(request, found))


async def home(request: web.Request, member: Member) -> web.Response:
    """GET /home: what those one follows say, and how one's cars are."""
    asked, now = asked_page(request), request.app[CLOCK]()
    async with request.app[DATABASE].reading() as session:
        found = await timelines.home(session, member.account_id, asked)
        posts = posts_of(await look_closer(session, found.rows), viewer_id=member.account_id)
        cars = await cars_near(session, member, now=now)
        announced = await unread(session, member, now=now, public_url=request.app[SETTINGS].public_url)
    return page(
        request,
        member,
        "home",
        posts=posts,
        links=links(request, found),
        is_newest=asked.max_id is None and asked.min_id is None,
        cars=cars,
        announcements=announced,
    )


async def cars_near(session: AsyncSession, member: Member, *, now: datetime) -> list[CarNow]:
    """One's own cars, then those one follows."""
    return [car_now(view) for view in await views_near(session, viewer_id=member.account_id, now=now)]
