"""Looking for members, hashtags and posts by their words."""

from dataclasses import dataclass, field

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.keys import DATABASE
from feed.social.wanted_words import wanted
from feed.store import accounts, search
from feed.store.paging import Page, Slice
from feed.store.shown import look_closer
from feed.web.faces import Face, face
from feed.web.paging import ON_A_PAGE, asked_page, links
from feed.web.posts import Post, posts_of
from feed.web.render import page
from feed.web.visitor import Visitor

MOST_MEMBERS, MOST_TAGS = 20, 10
LONGEST = 200  # characters one may ask with


@dataclass(slots=True)
class Found:
    """What there is."""

    people: list[Face] = field(default_factory=list)
    cars: list[Face] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    older_than: int | None = None


async def show(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /search?q=: strangers find members and hashtags, members also what was said to them or to all."""
    words = request.query.get("q", "").strip()[:LONGEST]
    asked = asked_page(request)
    found = Found()
    if words:
        async with request.app[DATABASE].reading() as session:
            if asked.max_id is None:
                await _members_and_tags(session, words, found)
            if visitor.account_id is not None:
                await _posts(session, words, visitor.account_id, asked, found)
    further = links(request, Slice(rows=found.posts, older_than=found.older_than))
    return page(request, visitor, "search", words=words, found=found, links=further)


async def _members_and_tags(session: AsyncSession, words: str, found: Found) -> None:
    faces = [face(one) for one in await accounts.search(session, words, limit=MOST_MEMBERS)]
    found.people = [one for one in faces if not one.is_car]
    found.cars = [one for one in faces if one.is_car]
    found.tags = await search.tags(session, words.lstrip("#＃"), limit=MOST_TAGS, offset=0)


async def _posts(session: AsyncSession, words: str, viewer_id: int, asked: Page, found: Found) -> None:
    hits = await search.statuses(session, wanted(words), viewer_id, asked)
    found.posts = posts_of(await look_closer(session, hits), viewer_id=viewer_id)
    if len(hits) == ON_A_PAGE:
        found.older_than = hits[-1].id
