"""Hashtags one follows, and those one shows on one's profile."""

from collections.abc import Sequence
from datetime import datetime

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.api.auth import Member
from feed.api.paging import Count, page_of, paged
from feed.api.params import Params, read, read_query
from feed.api.respond import json_response
from feed.api.show import account_in, id_in
from feed.errors import InvalidError, NotFoundError
from feed.keys import CLOCK, DATABASE, IDS, SETTINGS
from feed.social import text
from feed.store import tags
from feed.store.tags import Featured

MOST_FEATURED, MOST_SUGGESTED = 10, 10


class Named(Params):
    """A hashtag by its name."""

    name: str = ""


class Portion(Params):
    """Which part of a list."""

    limit: Count = None
    offset: Count = None


async def show(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/tags/:name: how often it is said, and whether one follows it."""
    return await _tag_response(request, member, _name(request))


async def follow(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/tags/:name/follow: public statuses with it come home."""
    name = _name(request)
    async with request.app[DATABASE].writing() as session:
        await tags.follow(session, member.account_id, name, ids=request.app[IDS])
    return await _tag_response(request, member, name)


async def unfollow(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/tags/:name/unfollow."""
    name = _name(request)
    async with request.app[DATABASE].writing() as session:
        await tags.unfollow(session, member.account_id, name)
    return await _tag_response(request, member, name)


async def followed(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/followed_tags."""
    async with request.app[DATABASE].reading() as session:
        page = await tags.followed(session, member.account_id, page_of(request, usual=100, most=200))
        body = await tags_json(request, session, [row.name for row in page.rows], member)
    return paged(request, body, page)


async def trends(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/trends/tags: what is talked about in public."""
    asked = read_query(request, Portion)
    async with request.app[DATABASE].reading() as session:
        names = await tags.trending(
            session, now=request.app[CLOCK](), limit=min(asked.limit or 10, 20), offset=asked.offset or 0
        )
        return json_response(await tags_json(request, session, names, member))


async def featured(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/featured_tags: those one shows."""
    async with request.app[DATABASE].reading() as session:
        return _featured_response(request, await tags.featured(session, member.account_id), member.account_id)


async def featured_by(request: web.Request, member: Member | None) -> web.Response:  # noqa: ARG001
    """GET /api/v1/accounts/:id/featured_tags: those a member shows."""
    async with request.app[DATABASE].reading() as session:
        account = await account_in(request, session)
        return _featured_response(request, await tags.featured(session, account.id), account.id)


async def feature(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/featured_tags: show one."""
    return json_response(await _feature(request, member, _hashtag((await read(request, Named)).name)))


async def feature_named(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/tags/:name/feature: the same, as newer clients ask for it."""
    name = _name(request)
    await _feature(request, member, name)
    return await _tag_response(request, member, name)


async def unfeature_named(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/tags/:name/unfeature."""
    name = _name(request)
    async with request.app[DATABASE].writing() as session:
        for one in await tags.featured(session, member.account_id):
            if one.row.name == name:
                await tags.unfeature(session, member.account_id, one.row.id)
    return await _tag_response(request, member, name)


async def _feature(request: web.Request, member: Member, name: str) -> present.Json:
    async with request.app[DATABASE].writing() as session:
        shown = await tags.featured(session, member.account_id)
        if len(shown) >= MOST_FEATURED and name not in {one.row.name for one in shown}:
            raise InvalidError(f"You have already featured the maximum number of hashtags, {MOST_FEATURED}")
        await tags.feature(session, member.account_id, name, ids=request.app[IDS])
        shown = await tags.featured(session, member.account_id)
    only = [one for one in shown if one.row.name == name]
    return _featured_json(request, only, member.account_id)[0]


async def unfeature(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/featured_tags/:id."""
    async with request.app[DATABASE].writing() as session:
        if not await tags.unfeature(session, member.account_id, id_in(request)):
            raise NotFoundError
    return json_response({})


async def suggested(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/featured_tags/suggestions: those one says most often."""
    async with request.app[DATABASE].reading() as session:
        names = await tags.often_said_by(session, member.account_id, most=MOST_SUGGESTED)
        return json_response(await tags_json(request, session, names, member))


async def tags_json(
    request: web.Request, session: AsyncSession, names: Sequence[str], member: Member | None
) -> list[present.Json]:
    """Hashtags with their last days, and whether the viewer follows them."""
    url, now = request.app[SETTINGS].public_url, request.app[CLOCK]()
    days = await tags.history(session, names, now=now)
    mine = await tags.followed_among(session, member.account_id, names) if member else None
    shown = await tags.featured_among(session, member.account_id, names) if member else set()
    return [
        present.tag(name, url)
        | {
            "history": [
                {"day": str(_midnight(use.day)), "uses": str(use.uses), "accounts": str(use.accounts)}
                for use in days[name]
            ]
        }
        | ({"following": name in mine, "featuring": name in shown} if mine is not None else {})
        for name in names
    ]


async def _tag_response(request: web.Request, member: Member | None, name: str) -> web.Response:
    async with request.app[DATABASE].reading() as session:
        return json_response((await tags_json(request, session, [name], member))[0])


def _featured_response(request: web.Request, shown: Sequence[Featured], account_id: int) -> web.Response:
    return json_response(_featured_json(request, shown, account_id))


def _featured_json(request: web.Request, shown: Sequence[Featured], account_id: int) -> list[present.Json]:
    url = request.app[SETTINGS].public_url
    return [
        present.tag(one.row.name, url)
        | {
            "id": str(one.row.id),
            "account_id": str(account_id),
            "statuses_count": str(one.statuses_count),
            "last_status_at": one.last_on.isoformat() if one.last_on else None,
        }
        for one in shown
    ]


def _name(request: web.Request) -> str:
    try:
        return _hashtag(request.match_info["name"])
    except InvalidError as error:
        raise NotFoundError from error


def _hashtag(name: str) -> str:
    """The hashtag of this name, in lower case.

    Raises:
        InvalidError: no text can have such a hashtag.
    """
    bare = text.clean(name).removeprefix("#")
    if (found := text.tags(f"#{bare}")) and found[0] == bare.lower():
        return found[0]
    raise InvalidError("name must be a hashtag without its sign", details={"name": "is no hashtag"})


def _midnight(day: object) -> int:
    return int(datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp())
