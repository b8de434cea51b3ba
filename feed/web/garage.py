"""The cars one owns or follows."""

from aiohttp import web

from feed.keys import CLOCK, DATABASE
from feed.web.render import page
from feed.web.timelines import cars_near
from feed.web.visitor import Member


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /cars: how they are, and a form for the code of another."""
    async with request.app[DATABASE].reading() as session:
        cars = await cars_near(session, member, now=request.app[CLOCK]())
    return page(
        request,
        member,
        "cars",
        own=[car for car in cars if car.is_own],
        others=[car for car in cars if not car.is_own],
    )
