"""Feeds for readers (Atom, RFC 4287): of a member, of a hashtag, and a secret one of somebody's home."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Literal

import aiohttp_jinja2
from aiohttp import ETag, web

from feed.errors import NotFoundError
from feed.keys import DATABASE
from feed.store import home_feeds, timelines
from feed.store.paging import Page
from feed.store.shown import look_closer
from feed.store.timelines import Hashtags, Kind
from feed.web.accounts import account_named
from feed.web.faces import face
from feed.web.language import LANGUAGES
from feed.web.posts import Post, posts_of
from feed.web.visitor import Visitor

ENTRIES = 20
_FOR_A_WHILE = "max-age=300"  # seconds; readers ask again and again


async def of_account(request: web.Request, _visitor: Visitor) -> web.StreamResponse:
    """GET /@name.atom: what a member says to everybody, aloud."""
    async with request.app[DATABASE].reading() as session:
        account = await account_named(session, request.match_info["name"])
        kind = Kind(replies=False, boosts=False)
        found = await timelines.by_account(session, account.id, kind, None, Page(limit=ENTRIES))
        posts = posts_of(await look_closer(session, found.rows), viewer_id=None)
    told = [post for post in posts if post.visibility == "public"]
    name = face(account)
    return _feed(request, told, title=name.name, path=name.path, cache="public")


async def of_tag(request: web.Request, _visitor: Visitor) -> web.StreamResponse:
    """GET /tags/:tag.atom: what everybody may read with this hashtag."""
    tag = request.match_info["tag"].lower()
    async with request.app[DATABASE].reading() as session:
        found = await timelines.tagged(session, Hashtags(any_of=(tag,)), None, Page(limit=ENTRIES))
        posts = posts_of(await look_closer(session, found.rows), viewer_id=None)
    return _feed(request, posts, title=f"#{tag}", path=f"/tags/{tag}", cache="public")


async def of_home(request: web.Request, _visitor: Visitor) -> web.StreamResponse:
    """GET /feeds/:secret.atom: what is at home; of what was said to somebody alone, only that it was said.

    Raises:
        NotFoundError: the secret opens nobody's home.
    """
    async with request.app[DATABASE].reading() as session:
        reader = await home_feeds.reader_of(session, request.match_info["secret"])
        if reader is None:
            raise NotFoundError
        found = await timelines.home(session, reader.account_id, Page(limit=ENTRIES))
        posts = posts_of(await look_closer(session, found.rows), viewer_id=reader.account_id)
    response = _feed(request, posts, title="", path="/home", cache="private", locale=reader.locale)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _feed(
    request: web.Request,
    posts: Sequence[Post],
    *,
    title: str,
    path: str,
    cache: Literal["public", "private"],
    locale: str = "",
) -> web.Response:
    languages = request.app[LANGUAGES]
    told = {
        "posts": posts,
        "title": title,
        "page": path,
        "language": languages.get(locale) or languages["en"],
    }
    text = aiohttp_jinja2.render_string("feeds/atom.html", request, told)
    tag = ETag(blake2b(text.encode(), digest_size=12).hexdigest())
    asked = request.if_none_match or ()
    response = web.Response(status=304) if tag in asked else web.Response(text=text)
    response.content_type = "application/atom+xml"
    response.etag = tag
    response.headers["Cache-Control"] = f"{cache}, {_FOR_A_WHILE}"
    return response
