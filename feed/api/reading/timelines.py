"""Timelines: home, public, by hashtag, by list, and what one liked or kept."""

from collections.abc import Sequence
from datetime import timedelta

from aiohttp import web
from pydantic import Field

from feed.api.auth import Member
from feed.api.paging import Count, page_of
from feed.api.params import OptionalFlag, Params, Texts, read_query
from feed.api.pieces import PIECES
from feed.api.respond import json_response
from feed.api.show import id_in, statuses_response, viewer_id_of
from feed.ids import first_id_at
from feed.keys import CLOCK, DATABASE
from feed.store import timelines
from feed.store.timelines import Hashtags

TREND = timedelta(days=3)
MOST_TAGS = 4  # of each kind, as Mastodon has it


class Only(Params):
    """What to leave out of a public timeline."""

    only_media: OptionalFlag = None
    remote: OptionalFlag = None  # from elsewhere: there is nothing


class Part(Params):
    """Which part of a list that has no order by time."""

    limit: Count = None
    offset: Count = None


class Tags(Only):
    """Hashtags that will do as well, that must be there too, and that must not."""

    any: Texts = Field(default_factory=list)
    all: Texts = Field(default_factory=list)
    none: Texts = Field(default_factory=list)


async def home(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/timelines/home: what those one follows said."""
    async with request.app[DATABASE].reading() as session:
        page = await timelines.home(session, member.account_id, page_of(request))
        return await statuses_response(request, session, page, member.account_id, "home")


async def public(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/timelines/public: what everybody may read."""
    asked, viewer_id = read_query(request, Only), viewer_id_of(member)
    if asked.remote:
        return json_response([])
    async with request.app[DATABASE].reading() as session:
        page = await timelines.public(session, viewer_id, page_of(request), only_media=bool(asked.only_media))
        return await statuses_response(request, session, page, viewer_id, "public")


async def tagged(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/timelines/tag/:name: public statuses with a hashtag."""
    asked, viewer_id = read_query(request, Tags), viewer_id_of(member)
    if asked.remote:
        return json_response([])
    wanted = Hashtags(
        any_of=_tags([request.match_info["name"], *asked.any[:MOST_TAGS]]),
        all_of=_tags(asked.all[:MOST_TAGS]),
        none_of=_tags(asked.none[:MOST_TAGS]),
        only_media=bool(asked.only_media),
    )
    async with request.app[DATABASE].reading() as session:
        page = await timelines.tagged(session, wanted, viewer_id, page_of(request))
        return await statuses_response(request, session, page, viewer_id, "public")


async def trending(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/trends/statuses: what was liked and boosted most in the last days."""
    asked, viewer_id = read_query(request, Part), viewer_id_of(member)
    since = first_id_at(request.app[CLOCK]() - TREND)
    limit, offset = min(asked.limit or 20, 40), asked.offset or 0
    async with request.app[DATABASE].reading() as session:
        found = await timelines.trending(session, viewer_id, since_id=since, limit=limit, offset=offset)
        return json_response(await request.app[PIECES].of(session, found, viewer_id, "public"))


async def on_list(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/timelines/list/:id: what the members of one's list said."""
    async with request.app[DATABASE].reading() as session:
        page = await timelines.on_list(session, id_in(request), member.account_id, page_of(request))
        return await statuses_response(request, session, page, member.account_id, "home")


async def favourites(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/favourites: what one likes."""
    async with request.app[DATABASE].reading() as session:
        page = await timelines.favourites(session, member.account_id, page_of(request))
        return await statuses_response(request, session, page, member.account_id)


async def bookmarks(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/bookmarks: what one kept."""
    async with request.app[DATABASE].reading() as session:
        page = await timelines.bookmarks(session, member.account_id, page_of(request))
        return await statuses_response(request, session, page, member.account_id)


def _tags(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.removeprefix("#").lower() for name in names))
