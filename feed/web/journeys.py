"""What a car did, on pages: its drives and its charges, and one drive with its way."""

from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import NotFoundError
from feed.keys import CLOCK, DATABASE
from feed.social.journey import Charge, Drive
from feed.social.whereabouts import known_until
from feed.store import accounts, journeys
from feed.store.car_views import CarView, views_of
from feed.store.journeys import Journey, Span
from feed.store.paging import Slice
from feed.web.cars_now import car_now
from feed.web.figures import Figures
from feed.web.paging import asked_page, identifier, links
from feed.web.render import page
from feed.web.units import figures_for
from feed.web.visitor import Visitor


async def drives(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /@name/drives: the drives of a car, for those who may look back."""
    return await _list(request, visitor, Drive, "drives")


async def charges(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /@name/charges: the charges of a car, for those who may look back."""
    return await _list(request, visitor, Charge, "charges")


async def drive(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /@name/drives/:id: one drive with its way, for the owner."""
    drive_id = identifier(request.match_info["id"])
    async with request.app[DATABASE].reading() as session:
        view = await own_car(session, request, visitor)
        account_id = view.registered.car.account_id
        found = await journeys.drive(session, account_id, drive_id)
        points = (await journeys.tracks(session, account_id, [drive_id])).get(drive_id, [])
    if found is None:
        raise NotFoundError
    return page(request, visitor, "drive", **_about(view, visitor), drive=found, points=points)


async def newest(
    session: AsyncSession, kind: type[Journey], view: CarView, request: web.Request, *, most: int
) -> list[Journey]:
    """The last few of a car's drives or charges, as far as the viewer may know them."""
    if not view.may_know_history:
        return []
    span = span_for(view, request)
    found = await journeys.all_of(session, kind, view.registered.car.account_id, span, most=most)
    return [shown(one, view) for one in found]


def shown(one: Journey, view: CarView) -> Journey:
    """A drive or a charge as far as the viewer may know it."""
    return one if view.is_owners else one.for_others()


def span_for(view: CarView, request: web.Request) -> Span:
    """What the viewer may know of."""
    return Span(until=known_until(view.closeness, request.app[CLOCK]()))


async def car_looked_back_on(session: AsyncSession, request: web.Request, visitor: Visitor) -> CarView:
    """The car in the address.

    Raises:
        NotFoundError: there is none, or this viewer may not look back at it.
    """
    account = await accounts.by_username(session, request.match_info["name"])
    if account is None:
        raise NotFoundError
    views = await views_of(session, [account.id], viewer_id=visitor.account_id, now=request.app[CLOCK]())
    view = views.get(account.id)
    if view is None or not view.may_know_history:
        raise NotFoundError
    return view


async def own_car(session: AsyncSession, request: web.Request, visitor: Visitor) -> CarView:
    """The car in the address.

    Raises:
        NotFoundError: there is none, or it is not the viewer's.
    """
    view = await car_looked_back_on(session, request, visitor)
    if not view.is_owners:
        raise NotFoundError
    return view


async def _list(request: web.Request, visitor: Visitor, kind: type[Journey], template: str) -> web.Response:
    async with request.app[DATABASE].reading() as session:
        view = await car_looked_back_on(session, request, visitor)
        found: Slice[Journey] = await journeys.page_of(
            session, kind, view.registered.car.account_id, span_for(view, request), asked_page(request)
        )
    rows = [shown(one, view) for one in found.rows]
    about = _about(view, visitor)
    return page(request, visitor, template, **about, rows=rows, links=links(request, found))


def _about(view: CarView, visitor: Visitor) -> dict[str, Any]:
    car = car_now(view)
    figures: Figures = figures_for(view, visitor)
    return {"car": car, "face": car.face, "figures": figures}
