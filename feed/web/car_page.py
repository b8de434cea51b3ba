"""A car's own page: its charge, range and place as far as the viewer may know, and its charge over time."""

from datetime import timedelta
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.journey import Charge, Drive
from feed.store import history
from feed.store.car_tables import CarHistory
from feed.store.car_views import CarView
from feed.web.cars_now import car_now
from feed.web.energy import energy_by_day
from feed.web.journeys import newest
from feed.web.requests import requests_to
from feed.web.units import figures_for
from feed.web.visitor import Visitor

LOOK_BACK_DAYS = (1, 7, 30)
FEW = 3  # drives and charges; there are pages with all of them
FEWEST_BARS = 7  # days of energy
_POINTS = 300  # in the chart, about


async def about_car(
    session: AsyncSession, request: web.Request, view: CarView, visitor: Visitor
) -> dict[str, Any]:
    """What the page of a car shows besides what every member's does."""
    car = car_now(view)
    days, figures = _look_back_days(request), figures_for(view, visitor)
    return {
        "car": car,
        "figures": figures,
        "points": await _course(session, view, days),
        "energy": await energy_by_day(session, view, request, days=max(days, FEWEST_BARS), zone=figures.zone),
        "drives": await newest(session, Drive, view, request, most=FEW),
        "charges": await newest(session, Charge, view, request, most=FEW),
        "look_back_days": days,
        "asking": await requests_to(session, view.registered.account) if car.is_own else [],
    }


def _look_back_days(request: web.Request) -> int:
    asked = request.query.get("days", "")
    return next((days for days in LOOK_BACK_DAYS if asked == str(days)), LOOK_BACK_DAYS[0])


async def _course(session: AsyncSession, view: CarView, days: int) -> list[CarHistory]:
    if not view.may_know_history or view.seen is None:
        return []
    end = view.seen.observed_at + timedelta(seconds=1)  # of the car's own time, which need not be ours
    start = end - timedelta(days=days)
    step = history.fitting_step(start, end, wished=timedelta(days=days) / _POINTS)
    return await history.between(session, view.registered.car.account_id, start, end, step=step)
