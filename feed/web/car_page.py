"""A car's own page: its charge, range and place as far as the viewer may know, and its charge over time."""

from dataclasses import replace
from datetime import UTC, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store import history
from feed.store.car_tables import Car, CarHistory
from feed.store.car_views import CarView
from feed.web.cars_now import car_now
from feed.web.requests import requests_to
from feed.web.visitor import Visitor

LOOK_BACK_DAYS = (1, 7, 30)
_POINTS = 300  # in the chart, about


async def about_car(
    session: AsyncSession, request: web.Request, view: CarView, visitor: Visitor
) -> dict[str, Any]:
    """What the page of a car shows besides what every member's does."""
    car = car_now(view)
    days = _look_back_days(request)
    return {
        "car": car,
        "figures": replace(visitor.figures, units=car.units, zone=_zone(view.registered.car, visitor)),
        "points": await _course(session, view, days),
        "look_back_days": days,
        "asking": await requests_to(session, view.registered.account) if car.is_own else [],
    }


def _look_back_days(request: web.Request) -> int:
    asked = request.query.get("days", "")
    return next((days for days in LOOK_BACK_DAYS if asked == str(days)), LOOK_BACK_DAYS[0])


def _zone(car: Car, visitor: Visitor) -> tzinfo:
    if visitor.figures.zone is UTC and car.time_zone:  # a browser that has not told us its own yet
        return ZoneInfo(car.time_zone)
    return visitor.figures.zone


async def _course(session: AsyncSession, view: CarView, days: int) -> list[CarHistory]:
    if not view.may_know_history or view.seen is None:
        return []
    end = view.seen.observed_at + timedelta(seconds=1)  # of the car's own time, which need not be ours
    start = end - timedelta(days=days)
    step = history.fitting_step(start, end, wished=timedelta(days=days) / _POINTS)
    return await history.between(session, view.registered.car.account_id, start, end, step=step)
