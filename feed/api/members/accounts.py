"""Members as others see them, and how one stands to them."""

from aiohttp import web
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.api.auth import Member
from feed.api.paging import Count, page_of
from feed.api.params import Identifiers, OptionalFlag, OptionalText, Params, read_query
from feed.api.respond import json_response
from feed.api.show import account_in, accounts_json, accounts_response, statuses_response, viewer_id_of
from feed.errors import NotFoundError
from feed.keys import CLOCK, DATABASE, SETTINGS, SITE
from feed.store import accounts, company, relations, timelines
from feed.store.car_views import views_of
from feed.store.tables import Account
from feed.store.timelines import Kind

MOST_FOUND = 80


class Which(Params):
    """Which of an account's statuses."""

    exclude_replies: OptionalFlag = None
    exclude_reblogs: OptionalFlag = None
    exclude_direct: OptionalFlag = None
    only_media: OptionalFlag = None
    pinned: OptionalFlag = None
    tagged: OptionalText = None


class Others(Params):
    """Accounts by their identifiers."""

    id: Identifiers = Field(default_factory=list)


class Words(Params):
    """What to look for, and where to begin."""

    q: str = ""
    acct: str = ""
    limit: Count = None
    offset: Count = None
    following: OptionalFlag = None


async def show(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/accounts/:id: one member; a car with its figures as far as the viewer may know them."""
    async with request.app[DATABASE].reading() as session:
        account = await account_in(request, session)
        return json_response(await account_json(request, session, account, member))


async def index(request: web.Request, _member: Member | None) -> web.Response:
    """GET /api/v1/accounts?id[]=: several members; those that do not exist are left out."""
    asked = read_query(request, Others)
    async with request.app[DATABASE].reading() as session:
        found = await accounts.by_ids(session, asked.id[:MOST_FOUND])
    return json_response(accounts_json(request, [found[one] for one in asked.id if one in found]))


async def lookup(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/accounts/lookup?acct=: one member by name."""
    name, _, host = read_query(request, Words).acct.removeprefix("@").partition("@")
    if host and host.lower() != request.app[SETTINGS].public_url.partition("://")[2].lower():
        raise NotFoundError
    async with request.app[DATABASE].reading() as session:
        account = await accounts.by_username(session, name)
        if account is None:
            raise NotFoundError
        return json_response(await account_json(request, session, account, member))


async def search(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/accounts/search?q=: members by name."""
    asked = read_query(request, Words)
    async with request.app[DATABASE].reading() as session:
        found = await accounts.search(
            session,
            asked.q,
            limit=min(asked.limit or 40, MOST_FOUND),
            offset=asked.offset or 0,
            followed_by=member.account_id if asked.following else None,
        )
    return json_response(accounts_json(request, found))


async def statuses(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/accounts/:id/statuses: what a member said."""
    asked, viewer_id = read_query(request, Which), viewer_id_of(member)
    kind = Kind(
        replies=not asked.exclude_replies,
        boosts=not asked.exclude_reblogs,
        direct=not asked.exclude_direct,
        tag=asked.tagged,
        only_media=bool(asked.only_media),
        pinned=bool(asked.pinned),
    )
    async with request.app[DATABASE].reading() as session:
        account = await account_in(request, session)
        page = await timelines.by_account(session, account.id, kind, viewer_id, page_of(request))
        return await statuses_response(request, session, page, viewer_id, "account")


async def followers(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/accounts/:id/followers, for who may know them."""
    async with request.app[DATABASE].reading() as session:
        account = await account_in(request, session)
        if not await knows_company(session, account, member):
            return json_response([])
        page = await accounts.followers(session, account.id, page_of(request, usual=40, most=80))
    return accounts_response(request, page)


async def following(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/accounts/:id/following."""
    async with request.app[DATABASE].reading() as session:
        account = await account_in(request, session)
        if not await knows_company(session, account, member):
            return json_response([])
        page = await accounts.following(session, account.id, page_of(request, usual=40, most=80))
    return accounts_response(request, page)


async def relationships(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/accounts/relationships?id[]=: how one stands to these members."""
    asked = read_query(request, Others)
    async with request.app[DATABASE].reading() as session:
        found = await relations.between(session, member.account_id, asked.id[:MOST_FOUND])
    return json_response(
        [present.relationship(one, found[one]) for one in dict.fromkeys(asked.id) if one in found]
    )


async def account_json(
    request: web.Request, session: AsyncSession, account: Account, member: Member | None
) -> present.Json:
    """The account by itself: with a car's figures, as far as this viewer may know them."""
    body = present.account(account, request.app[SITE])
    if account.kind == "car":
        views = await views_of(
            session, [account.id], viewer_id=viewer_id_of(member), now=request.app[CLOCK]()
        )
        language = member.locale if member else request.app[SETTINGS].default_language
        lines = views[account.id].profile_lines(language) if account.id in views else ()
        body["fields"] = [present.field(line.name, line.value) for line in lines]
    return body


async def knows_company(session: AsyncSession, account: Account, member: Member | None) -> bool:
    """Whether who asks may know whom the account knows."""
    return await company.is_known_to(
        session, account, viewer_id=viewer_id_of(member), role=member.role if member else None
    )
