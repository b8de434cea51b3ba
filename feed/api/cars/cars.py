"""Cars as people may know them: live picture and history. The id in a path is that of the car's account."""

from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from feed.api.auth import Member
from feed.api.cars.closely import note_exact_places
from feed.api.moments import iso, moment_in
from feed.api.numbers import whole_number
from feed.api.present.cars import history_point, live_picture, settings
from feed.api.respond import json_response
from feed.api.show import id_in, viewer_id_of
from feed.errors import InvalidError, NotAllowedError, NotFoundError
from feed.keys import CLOCK, DATABASE
from feed.social.roles import Role
from feed.social.whereabouts import LATE_BY, Closeness, may_know_car_id
from feed.store import history
from feed.store.car_views import CarView, views_near, views_of

_DAY = timedelta(days=1)
_LONGEST_STEP_S = 366 * 86_400


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/cars: the cars one owns, then those one follows."""
    async with request.app[DATABASE].reading() as session:
        views = await views_near(session, viewer_id=member.account_id, now=request.app[CLOCK]())
    await note_exact_places(request.app, views, member.account_id)
    return json_response([car_json(view, member.role) for view in views])


async def show(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/cars/:id: one car as far as the viewer may know it; to a stranger only its name."""
    view = await view_of(request, member)
    await note_exact_places(request.app, [view], viewer_id_of(member))
    return json_response(car_json(view, member.role if member else None))


async def past(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/cars/:id/history: figures by steps of the car's own time, oldest first, at most 2,000.

    `from` and `to` are moments (by default the last day that is known), `step` is in seconds; one too
    small for the time looked at is made larger, and the answer says how large.
    """
    view = await view_of(request, member)
    if not view.may_know_history:
        raise NotAllowedError("Only those whom the owner lets may look back")
    last = view.seen.observed_at if view.seen else request.app[CLOCK]()
    end = moment_in(request, "to") or last + timedelta(seconds=1)
    start = moment_in(request, "from") or end - _DAY
    if start >= end:
        raise InvalidError("from must be before to", details={"from": "must be before to"})
    step = history.fitting_step(start, end, wished=_step(request))
    async with request.app[DATABASE].reading() as session:
        account_id = view.registered.car.account_id
        rows = await history.between(session, account_id, start, _known_until(request, view, end), step=step)
    is_owner = view.closeness is Closeness.OWNER
    return json_response(
        {
            "from": iso(start),
            "to": iso(end),
            "step": step // timedelta(seconds=1),
            "points": [history_point(row, for_owner=is_owner) for row in rows],
        }
    )


def _known_until(request: web.Request, view: CarView, end: datetime) -> datetime:
    """The end of what may be looked back upon: who sees the car late must not see more by its history."""
    return min(end, request.app[CLOCK]() - LATE_BY) if view.is_late else end


async def view_of(request: web.Request, member: Member | None) -> CarView:
    """The car of the path as this viewer may know it.

    Raises:
        NotFoundError: if no car speaks through this account.
    """
    account_id = id_in(request)
    async with request.app[DATABASE].reading() as session:
        views = await views_of(
            session, [account_id], viewer_id=viewer_id_of(member), now=request.app[CLOCK]()
        )
    if account_id not in views:
        raise NotFoundError
    return views[account_id]


def car_json(view: CarView, role: Role | None) -> dict[str, Any]:
    """A car, with what is for this viewer only where they may know it."""
    account, car, owner = view.registered.account, view.registered.car, view.registered.owner
    body: dict[str, Any] = {
        "id": str(account.id),
        "acct": account.username,
        "nickname": account.display_name,
        "closeness": view.closeness,
        "snapshot": live_picture(view.seen) if view.seen else None,
    }
    if may_know_car_id(view.closeness, role):
        body["car_id"] = car.car_id
    if view.closeness is not Closeness.STRANGER:
        body["owner"] = {"id": str(owner.id), "acct": owner.username} if owner else None
        body["may_know_history"] = view.may_know_history
    if view.closeness is Closeness.OWNER:
        body["settings"] = settings(view.registered)
    return body


def _step(request: web.Request) -> timedelta:
    seconds = whole_number(request.query.get("step", "0"))
    if seconds is None:
        raise InvalidError("step must be whole seconds", details={"step": "must be whole seconds"})
    return timedelta(seconds=min(seconds, _LONGEST_STEP_S))
