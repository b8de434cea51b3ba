"""Answers made of accounts and statuses: looked up, gathered, presented."""

from collections.abc import Sequence
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.api.auth import Member
from feed.api.numbers import whole_number
from feed.api.paging import paged
from feed.api.pieces import PIECES
from feed.api.respond import json_response
from feed.errors import NotFoundError
from feed.keys import DATABASE, SITE
from feed.social.sieve import Context
from feed.store import accounts, glimpses, statuses
from feed.store.glimpses import Glimpse
from feed.store.paging import Slice
from feed.store.tables import Account, Status


def id_in(request: web.Request, name: str = "id") -> int:
    """The identifier in the path.

    Raises:
        NotFoundError: nothing can have such an identifier.
    """
    number = whole_number(request.match_info[name])
    if number is None:
        raise NotFoundError
    return number


async def account_in(request: web.Request, session: AsyncSession) -> Account:
    """The account of the path.

    Raises:
        NotFoundError: there is none.
    """
    account = await accounts.by_id(session, id_in(request))
    if account is None:
        raise NotFoundError
    return account


async def own_account(session: AsyncSession, member: Member) -> Account:
    """The account that the member's app speaks for."""
    account = await accounts.by_id(session, member.account_id)
    if account is None:  # erased since the token was looked at
        raise NotFoundError
    return account


async def status_in(request: web.Request, session: AsyncSession, viewer_id: int | None) -> Status:
    """The status of the path.

    Raises:
        NotFoundError: there is none, or none for this viewer.
    """
    return await statuses.required(session, id_in(request), viewer_id)


def viewer_id_of(member: Member | None) -> int | None:
    """Whose eyes are looking; None: a stranger's."""
    return member.account_id if member else None


async def status_response(request: web.Request, status_id: int, viewer_id: int | None) -> web.Response:
    """One status, as it is now.

    Raises:
        NotFoundError: there is none, or none for this viewer.
    """
    async with request.app[DATABASE].reading() as session:
        glimpse = await glimpses.required(session, status_id, viewer_id)
        shown = await request.app[PIECES].of(session, [glimpse], viewer_id)
    if not shown:  # withdrawn in between
        raise NotFoundError
    return json_response(shown[0])


async def statuses_response(
    request: web.Request,
    session: AsyncSession,
    page: Slice[Glimpse],
    viewer_id: int | None,
    where: Context | None = None,
) -> web.Response:
    """A page of statuses; `where` they are met decides which filters hide them."""
    return paged(request, await request.app[PIECES].of(session, page.rows, viewer_id, where), page)


def accounts_json(request: web.Request, those: Sequence[Account]) -> list[dict[str, Any]]:
    """The accounts, presented."""
    return [present.account(one, request.app[SITE]) for one in those]


def accounts_response(request: web.Request, page: Slice[Account]) -> web.Response:
    """A page of accounts."""
    return paged(request, accounts_json(request, page.rows), page)
