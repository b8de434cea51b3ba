"""Lists of members: who likes a post or passed it on, who follows somebody, and whom they follow."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import NotFoundError
from feed.keys import DATABASE
from feed.store import accounts, company
from feed.store.paging import Page, Slice
from feed.store.tables import Account
from feed.web.accounts import account_named
from feed.web.faces import face
from feed.web.paging import asked_page, links
from feed.web.render import page
from feed.web.statuses import said_here
from feed.web.visitor import Visitor

Lister = Callable[[AsyncSession, int, Page], Awaitable[Slice[Account]]]


async def who_likes(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /@name/:id/likes: who likes it, the newest first."""
    return await _of_status(request, visitor, "likes", accounts.who_favourited)


async def who_boosted(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /@name/:id/boosts: who passed it on, the newest first."""
    return await _of_status(request, visitor, "boosts", accounts.who_boosted)


async def followers(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /@name/followers: who follows them, for who may know it."""
    return await _company(request, visitor, "followers", accounts.followers)


async def following(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /@name/following: whom they follow, likewise."""
    return await _company(request, visitor, "following", accounts.following)


async def _company(request: web.Request, visitor: Visitor, which: str, lister: Lister) -> web.Response:
    async with request.app[DATABASE].reading() as session:
        account = await account_named(session, request.match_info["name"])
        if not await company.is_known_to(session, account, viewer_id=visitor.account_id, role=None):
            raise NotFoundError
        found = await lister(session, account.id, asked_page(request))
    return people_page(request, visitor, which, found, back=f"/@{account.username}")


async def _of_status(request: web.Request, visitor: Visitor, which: str, lister: Lister) -> web.Response:
    async with request.app[DATABASE].reading() as session:
        status = await said_here(session, request, visitor.account_id)
        found = await lister(session, status.id, asked_page(request))
    return people_page(request, visitor, which, found, back=request.path.rpartition("/")[0])


def people_page(
    request: web.Request, visitor: Visitor, which: str, found: Slice[Account], *, back: str
) -> web.Response:
    """The page with these members."""
    people = [face(one) for one in found.rows]
    return page(
        request, visitor, "people", which=which, people=people, links=links(request, found), back=back
    )
