"""A car's energy by day: what it drove, took in and used."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.journey import Charge, Drive
from feed.store import journeys
from feed.store.car_views import CarView
from feed.store.journeys import Span
from feed.web.journeys import shown, span_for


@dataclass(slots=True, kw_only=True)
class Day:
    """One day, in the viewer's time. None: nothing is known."""

    begins_at: datetime
    km: float | None = None
    charged_kwh: float | None = None
    used_kwh: float | None = None


async def energy_by_day(
    session: AsyncSession, view: CarView, request: web.Request, *, days: int, zone: tzinfo
) -> list[Day]:
    """So many days up to the car's last word, the earliest first; none when nothing is known of them."""
    if not view.may_know_history or view.seen is None:
        return []
    last = view.seen.observed_at.astimezone(zone).date()
    first = last - timedelta(days=days - 1)
    span = Span(start=_midnight(first, zone), until=span_for(view, request).until)
    account_id = view.registered.car.account_id
    drives = await journeys.all_of(session, Drive, account_id, span)
    charges = await journeys.all_of(session, Charge, account_id, span)
    if not drives and not charges:
        return []
    told = by_day([shown(one, view) for one in drives], [shown(one, view) for one in charges], zone)
    return [
        told.get(day) or Day(begins_at=_midnight(day, zone))
        for day in (first + timedelta(days=number) for number in range(days))
    ]


def by_day(drives: Iterable[Drive], charges: Iterable[Charge], zone: tzinfo) -> dict[date, Day]:
    """The days on which something ended, each with its sums."""
    found: defaultdict[date, list[Drive | Charge]] = defaultdict(list)
    ended: list[Drive | Charge] = [*drives, *charges]
    for one in ended:
        found[one.ended_at.astimezone(zone).date()].append(one)
    return {
        day: Day(
            begins_at=_midnight(day, zone),
            km=_sum(one.km for one in over if isinstance(one, Drive)),
            charged_kwh=_sum(one.kwh for one in over if isinstance(one, Charge)),
            used_kwh=_sum(one.kwh for one in over if isinstance(one, Drive)),
        )
        for day, over in found.items()
    }


def _sum(figures: Iterable[float | None]) -> float | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
