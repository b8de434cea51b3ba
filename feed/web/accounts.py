"""A member's own page: what everybody's has in common, and a person's."""

from typing import Any

from aiohttp import web
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import NotFoundError
from feed.keys import CLOCK, DATABASE
from feed.store import accounts, relations, timelines
from feed.store.car_views import views_of
from feed.store.relations import Relation
from feed.store.shown import look_closer
from feed.store.tables import Account
from feed.store.timelines import Kind
from feed.web.car_page import about_car
from feed.web.faces import face
from feed.web.paging import asked_page, links
from feed.web.posts import posts_of
from feed.web.render import page
from feed.web.requests import requests_to
from feed.web.visitor import Visitor


async def show(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /@name: whoever has this name."""
    name = request.match_info["name"]
    async with request.app[DATABASE].reading() as session:
        account = await account_named(session, name)
        view = (
            await views_of(session, [account.id], viewer_id=visitor.account_id, now=request.app[CLOCK]())
        ).get(account.id)
        told = await _about(session, request, account, visitor)
        told |= await about_car(session, request, view, visitor) if view else {}
    template = "car" if view else "profile"
    return page(request, visitor, template, **told)


async def account_named(session: AsyncSession, name: str) -> Account:
    """The account with this name.

    Raises:
        NotFoundError: nobody has it.
    """
    account = await accounts.by_username(session, name)
    if account is None:
        raise NotFoundError
    return account


async def _about(
    session: AsyncSession, request: web.Request, account: Account, visitor: Visitor
) -> dict[str, Any]:
    viewer_id = visitor.account_id
    found = await timelines.by_account(session, account.id, Kind(), viewer_id, asked_page(request))
    return {
        "account": account,
        "face": face(account),
        "note": Markup(account.note),  # noqa: S704  # cleaned by nh3 when it was written
        "standing": await _standing(session, account.id, viewer_id),
        "is_self": account.id == viewer_id,
        "asking": await requests_to(session, account) if account.id == viewer_id else [],
        "posts": posts_of(await look_closer(session, found.rows), viewer_id=viewer_id),
        "links": links(request, found),
    }


async def _standing(session: AsyncSession, account_id: int, viewer_id: int | None) -> Relation:
    if viewer_id is None:
        return Relation()
    return (await relations.between(session, viewer_id, [account_id]))[account_id]
