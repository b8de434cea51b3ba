"""Statuses: say, read, answer to, withdraw."""

from aiohttp import web
from pydantic import Field

from feed.actions.publish import publish
from feed.actions.speak_for_car import speak_for_car
from feed.actions.withdraw import withdraw
from feed.allowances import count_deletion
from feed.api import present
from feed.api.auth import Caller, Member, require_member
from feed.api.params import (
    Identifiers,
    Params,
    read,
    read_query,
)
from feed.api.pieces import PIECES
from feed.api.respond import json_response
from feed.api.show import id_in, own_account, status_response, viewer_id_of
from feed.api.writing.edits import own_status
from feed.api.writing.new_status import NewStatus, require_choosable, wish_of
from feed.api.writing.scheduled import keep_for_later
from feed.errors import OutOfScopeError
from feed.keys import CLOCK, DATABASE, IDS, SETTINGS, SITE, WORD
from feed.social.thread import ancestors, descendants
from feed.store import glimpses
from feed.store.shown import look_closer

CAR_HEADER = "X-Kurumatomo-Car"
MOST_AT_ONCE = 40


class Several(Params):
    """Statuses by their identifiers."""

    id: Identifiers = Field(default_factory=list)


async def create(request: web.Request, caller: Caller) -> web.Response:
    """POST /api/v1/statuses: say something; with a car's id in the header, for the car."""
    asked = await read(request, NewStatus)
    if asked.scheduled_at:
        return await keep_for_later(request, require_member(caller), asked, asked.scheduled_at)
    ids, settings = request.app[IDS], request.app[SETTINGS]
    async with request.app[DATABASE].writing() as session:
        if car_id := request.headers.get(CAR_HEADER):
            _require(caller, "gateway")
            published = await speak_for_car(
                session,
                car_id,
                wish_of(request, caller, asked),
                owner_knows=asked.car_event is not None and asked.car_event.owner_knows,
                now=request.app[CLOCK](),
                ids=ids,
                settings=settings,
            )
        else:
            _require(caller, "write:statuses")
            require_choosable(asked.visibility)
            author = await own_account(session, require_member(caller))
            published = await publish(
                session, author, wish_of(request, caller, asked), ids=ids, settings=settings
            )
    request.app[WORD].tell(published.happenings)
    return await status_response(request, published.status.id, published.status.account_id)


async def show(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/statuses/:id: one status."""
    return await status_response(request, id_in(request), viewer_id_of(member))


async def index(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/statuses?id[]=: several statuses; those that do not exist for the viewer are left out."""
    asked = read_query(request, Several)
    async with request.app[DATABASE].reading() as session:
        those = await glimpses.by_ids(session, asked.id[:MOST_AT_ONCE], viewer_id_of(member))
        return json_response(await request.app[PIECES].of(session, those, viewer_id_of(member)))


async def context(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/statuses/:id/context: what it answers, and what answers it."""
    viewer_id = viewer_id_of(member)
    async with request.app[DATABASE].reading() as session:
        one = await glimpses.required(session, id_in(request), viewer_id)
        others = await glimpses.conversation(session, one, viewer_id)
        pieces = request.app[PIECES]
        return json_response(
            {
                "ancestors": await pieces.of(session, ancestors(one, others), viewer_id, "thread"),
                "descendants": await pieces.of(session, descendants(one, others), viewer_id, "thread"),
            }
        )


async def delete(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/statuses/:id: withdraw one's own status; the answer has it as it was typed."""
    async with request.app[DATABASE].reading() as session:
        status = await own_status(request, session, member)
        glimpse = await glimpses.required(session, status.id, member.account_id)
        last = await look_closer(session, [glimpse])
    count_deletion(request, member.account_id)
    async with request.app[DATABASE].writing() as session:
        happenings = await withdraw(session, status)
    request.app[WORD].tell(happenings)
    return json_response(present.status(last[0], request.app[SITE]) | {"text": status.text})


def _require(caller: Caller, scope: str) -> None:
    if not caller.may(scope):
        raise OutOfScopeError
