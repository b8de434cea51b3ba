"""Lists of accounts to read together."""

from typing import Annotated

from aiohttp import web
from pydantic import BeforeValidator, Field
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.api.auth import Member
from feed.api.paging import page_of
from feed.api.params import Identifiers, OptionalFlag, OptionalText, Params, blank_is_none, read
from feed.api.respond import json_response
from feed.api.show import accounts_response, id_in
from feed.errors import InvalidError
from feed.keys import DATABASE, IDS
from feed.store import accounts, home, lists
from feed.store.tables import List

REPLIES_POLICIES = ("followed", "list", "none")


class ListWish(Params):
    """What a list shall be like."""

    title: Annotated[Annotated[str, Field(max_length=200)] | None, BeforeValidator(blank_is_none)] = None
    replies_policy: OptionalText = None
    exclusive: OptionalFlag = None


class Members(Params):
    """Accounts by their identifiers."""

    account_ids: Identifiers = Field(default_factory=list)


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/lists: all of one's lists."""
    async with request.app[DATABASE].reading() as session:
        return json_response([_json(one) for one in await lists.of_account(session, member.account_id)])


async def with_account(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/accounts/:id/lists: one's lists that have this member."""
    async with request.app[DATABASE].reading() as session:
        found = await lists.of_account(session, member.account_id, with_member=id_in(request))
    return json_response([_json(one) for one in found])


async def create(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/lists."""
    asked = await read(request, ListWish)
    if asked.title is None:
        raise InvalidError("title can't be blank", details={"title": "must not be empty"})
    one = List(
        id=request.app[IDS].next(), account_id=member.account_id, title=asked.title, replies_policy="list"
    )
    one.exclusive = False
    _change(one, asked)
    async with request.app[DATABASE].writing() as session:
        session.add(one)
    return json_response(_json(one))


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/lists/:id."""
    async with request.app[DATABASE].reading() as session:
        return json_response(_json(await lists.required(session, id_in(request), member.account_id)))


async def update(request: web.Request, member: Member) -> web.Response:
    """PUT /api/v1/lists/:id."""
    asked = await read(request, ListWish)
    async with request.app[DATABASE].writing() as session:
        one = await lists.required(session, id_in(request), member.account_id)
        was_exclusive = one.exclusive
        _change(one, asked)
        if one.exclusive != was_exclusive:
            await home.sort_anew(session, member.account_id)
    return json_response(_json(one))


async def delete(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/lists/:id."""
    async with request.app[DATABASE].writing() as session:
        one = await lists.required(session, id_in(request), member.account_id)
        await session.delete(one)
        await _sort_home(session, one)
    return json_response({})


async def members(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/lists/:id/accounts."""
    async with request.app[DATABASE].reading() as session:
        one = await lists.required(session, id_in(request), member.account_id)
        page = await accounts.listed(session, one.id, page_of(request, usual=40, most=80))
    return accounts_response(request, page)


async def add(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/lists/:id/accounts: members one follows come onto the list."""
    asked = await read(request, Members)
    async with request.app[DATABASE].writing() as session:
        one = await lists.required(session, id_in(request), member.account_id)
        await lists.add(session, one, asked.account_ids, ids=request.app[IDS])
        await _sort_home(session, one)
    return json_response({})


async def remove(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/lists/:id/accounts: members leave the list."""
    asked = await read(request, Members)
    async with request.app[DATABASE].writing() as session:
        one = await lists.required(session, id_in(request), member.account_id)
        await lists.remove(session, one, asked.account_ids)
        await _sort_home(session, one)
    return json_response({})


async def _sort_home(session: AsyncSession, one: List) -> None:
    if one.exclusive:
        await home.sort_anew(session, one.account_id)


def _change(one: List, asked: ListWish) -> None:
    if asked.replies_policy is not None and asked.replies_policy not in REPLIES_POLICIES:
        wrong = f"must be one of {', '.join(REPLIES_POLICIES)}"
        raise InvalidError(f"replies_policy {wrong}", details={"replies_policy": wrong})
    one.title = asked.title or one.title
    one.replies_policy = asked.replies_policy or one.replies_policy
    one.exclusive = one.exclusive if asked.exclusive is None else asked.exclusive


def _json(one: List) -> present.Json:
    return {
        "id": str(one.id),
        "title": one.title,
        "replies_policy": one.replies_policy,
        "exclusive": one.exclusive,
    }
