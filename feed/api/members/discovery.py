"""Finding members: whom one may like to know, by whom one knows them, and all who wish to be found."""

from typing import Literal

from aiohttp import web
from pydantic import Field

from feed.api.auth import Member
from feed.api.members.accounts import knows_company
from feed.api.paging import Count
from feed.api.params import Identifiers, Params, read, read_query
from feed.api.respond import json_response
from feed.api.show import accounts_json, id_in, viewer_id_of
from feed.keys import DATABASE
from feed.store import accounts, acquaintances

MOST_SHOWN = 80
MOST_FAMILIAR = 10  # of each account


class HowMany(Params):
    """How many are asked for."""

    limit: Count = None


class Those(Params):
    """Members by their identifiers."""

    id: Identifiers = Field(default_factory=list)


class Order(Params):
    """Which part of the directory, in which order."""

    order: Literal["active", "new"] = "active"
    limit: Count = None
    offset: Count = None


async def suggestions(request: web.Request, member: Member) -> web.Response:
    """GET /api/v2/suggestions: friends of friends, each with the reason."""
    why = {"source": "past_interactions", "sources": ["friends_of_friends"]}
    return json_response([why | {"account": one} for one in await _suggested(request, member)])


async def suggestions_v1(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/suggestions: the same without reasons."""
    return json_response(await _suggested(request, member))


async def dismiss(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/suggestions/:id: not this one again."""
    async with request.app[DATABASE].writing() as session:
        if await accounts.by_id(session, id_in(request)):
            await acquaintances.dismiss(session, member.account_id, id_in(request))
    return json_response({})


async def familiar_followers(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/accounts/familiar_followers?id[]=: whom one follows among their followers.

    Only of those whose company one may know.
    """
    asked = list(dict.fromkeys((await read(request, Those)).id))[:MOST_SHOWN]
    async with request.app[DATABASE].reading() as session:
        those = await accounts.by_ids(session, asked)
        known = [one for one in those.values() if await knows_company(session, one, member)]
        found = await acquaintances.familiar(
            session, member.account_id, [one.id for one in known], most=MOST_FAMILIAR
        )
    return json_response(
        [
            {"id": str(one), "accounts": accounts_json(request, found.get(one, []))}
            for one in asked
            if one in those
        ]
    )


async def directory(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/directory: members who wish to be found."""
    asked = read_query(request, Order)
    async with request.app[DATABASE].reading() as session:
        found = await acquaintances.directory(
            session,
            viewer_id_of(member),
            newest_first=asked.order == "new",
            limit=min(asked.limit or 40, MOST_SHOWN),
            offset=asked.offset or 0,
        )
    return json_response(accounts_json(request, found))


async def _suggested(request: web.Request, member: Member) -> list[dict[str, object]]:
    limit = min(read_query(request, HowMany).limit or 40, MOST_SHOWN)
    async with request.app[DATABASE].reading() as session:
        return accounts_json(request, await acquaintances.suggested(session, member.account_id, limit=limit))
