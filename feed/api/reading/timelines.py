"""Timelines: home, public, by hashtag, by list, and what one liked or kept."""

from collections.abc import Sequence

from aiohttp import web
from pydantic import Field

from feed.api.auth import Member
from feed.api.paging import page_of
from feed.api.params import OptionalFlag, Params, Texts, read_query
from feed.api.respond import json_response
from feed.api.show import id_in, statuses_response, viewer_id_of
from feed.keys import DATABASE
from feed.store import timelines
from feed.store.timelines import Hashtags

MOST_TAGS = 4  # of each kind, as Mastodon has it


class Only(Params):
    """What to leave out of a public timeline."""

    only_media: OptionalFlag = None
    remote: OptionalFlag = None  # from elsewhere: there is nothing


class Tags(Only):
    """Hashtags that will do as well, that must be there too, and that must not."""

    any: Texts = Field(default_factory=list)
    all: Texts = Field(default_factory=list)
    none: Texts = Field(default_factory=list)


async def home(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/timelines/home: what those one follows said."""
    async with request.app[DATABASE].reading() as session:
        page = await timelines.home(session, member.account_id, page_of(request))
        return await statuses_response(request, session, page)


async def public(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/timelines/public: what everybody may read."""
    asked, viewer_id = read_query(request, Only), viewer_id_of(member)
    if asked.remote:
        return json_response([])
    async with request.app[DATABASE].reading() as session:
        page = await timelines.public(session, viewer_id, page_of(request), only_media=bool(asked.only_media))
        return await statuses_response(request, session, page)


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
        return await statuses_response(request, session, page)


async def on_list(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/timelines/list/:id: what the members of one's list said."""
    async with request.app[DATABASE].reading() as session:
        page = await timelines.on_list(session, id_in(request), member.account_id, page_of(request))
        return await statuses_response(request, session, page)


async def favourites(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/favourites: what one likes."""
    async with request.app[DATABASE].reading() as session:
        page = await timelines.favourites(session, member.account_id, page_of(request))
        return await statuses_response(request, session, page)


async def bookmarks(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/bookmarks: what one kept."""
    async with request.app[DATABASE].reading() as session:
        page = await timelines.bookmarks(session, member.account_id, page_of(request))
        return await statuses_response(request, session, page)


def _tags(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.removeprefix("#").lower() for name in names))
