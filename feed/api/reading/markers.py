"""How far one has read, on all of one's devices."""

from aiohttp import web
from pydantic import Field

from feed.api import present
from feed.api.auth import Member
from feed.api.moments import iso
from feed.api.params import Params, Texts, read, read_query
from feed.api.respond import json_response
from feed.keys import CLOCK, DATABASE
from feed.store import markers
from feed.store.tables import Marker

TIMELINES = ("home", "notifications")


class Which(Params):
    """The timelines whose markers are asked for."""

    timeline: Texts = Field(default_factory=list)


class Read(Params):
    """How far a timeline was read."""

    last_read_id: int = Field(ge=0, lt=1 << 63)


class Moved(Params):
    """How far timelines were read."""

    home: Read | None = None
    notifications: Read | None = None


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/markers?timeline[]=."""
    async with request.app[DATABASE].reading() as session:
        found = await markers.of_account(session, member.account_id, read_query(request, Which).timeline)
    return json_response(_json(found))


async def move(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/markers."""
    asked = await read(request, Moved)
    moved = {name: place for name in TIMELINES if (place := getattr(asked, name))}
    async with request.app[DATABASE].writing() as session:
        for name, place in moved.items():
            await markers.move(
                session, member.account_id, name, to=place.last_read_id, now=request.app[CLOCK]()
            )
        found = await markers.of_account(session, member.account_id, moved)
    return json_response(_json(found))


def _json(found: list[Marker]) -> present.Json:
    return {
        marker.timeline: {
            "last_read_id": str(marker.last_read_id),
            "version": marker.version,
            "updated_at": iso(marker.updated_at),
        }
        for marker in found
    }
