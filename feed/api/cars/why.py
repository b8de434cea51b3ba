"""Why a car said something, for those who may know it exactly."""

from aiohttp import web

from feed.api.auth import Member
from feed.api.moments import iso
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.errors import NotFoundError
from feed.keys import DATABASE
from feed.store import statuses


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/statuses/:id/why: the figures behind the words; for the car and its owner alone."""
    async with request.app[DATABASE].reading() as session:
        found = await statuses.why(session, id_in(request), member.account_id)
    if found is None:  # nobody else learns whether there is such a status
        raise NotFoundError
    return json_response(
        {
            "kind": found.kind,
            "at": iso(found.at),
            "reasons": [
                {
                    "name": one.name,
                    "value": one.value,
                    "unit": one.unit,
                    "at": iso(one.at) if one.at else None,
                    "age_s": one.age.total_seconds() if one.age is not None else None,
                }
                for one in found.reasons
            ],
        }
    )
