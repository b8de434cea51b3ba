"""What there is to know of this server besides what it can do: words about itself, languages, activity."""

from datetime import UTC, datetime, timedelta

from aiohttp import web

from feed.api.auth import Member
from feed.api.moments import iso
from feed.api.respond import json_response
from feed.api.server.instance import rules_of
from feed.errors import InvalidError
from feed.keys import CLOCK, DATABASE, SETTINGS
from feed.store.census import activity_between

WEEKS = 12
LANGUAGES = {"en": "English", "ja": "日本語"}


async def extended_description(request: web.Request) -> web.Response:
    """GET /api/v1/instance/extended_description."""
    told = request.app[SETTINGS].description
    return json_response({"updated_at": iso(datetime(2026, 11, 23, tzinfo=UTC)), "content": f"<p>{told}</p>"})


async def activity(request: web.Request) -> web.Response:
    """GET /api/v1/instance/activity: statuses, sign-ins and registrations of the last weeks, newest first."""
    now = request.app[CLOCK]()
    monday = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=now.weekday())
    weeks = [monday - timedelta(weeks=number) for number in range(WEEKS)]
    async with request.app[DATABASE].reading() as session:
        counted = [await activity_between(session, week, week + timedelta(weeks=1)) for week in weeks]
    return json_response(
        [
            {
                "week": str(int(week.timestamp())),
                "statuses": str(count.statuses),
                "logins": str(count.authors),
                "registrations": str(count.registrations),
            }
            for week, count in zip(weeks, counted, strict=True)
        ]
    )


async def rules(request: web.Request) -> web.Response:
    """GET /api/v1/instance/rules."""
    return json_response(rules_of(request.app[SETTINGS]))


async def languages(_request: web.Request) -> web.Response:
    """GET /api/v1/instance/languages."""
    return json_response([{"code": code, "name": name} for code, name in LANGUAGES.items()])


async def translation_languages(_request: web.Request) -> web.Response:
    """GET /api/v1/instance/translation_languages: nobody translates here."""
    return json_response({})


async def health(_request: web.Request) -> web.Response:
    """GET /health: as Mastodon's monitors ask."""
    return web.Response(text="OK")


async def refuse_domain(_request: web.Request, _member: Member) -> web.Response:
    """POST and DELETE /api/v1/domain_blocks: this network is one server; there is no other to block."""
    raise InvalidError("there are no other servers here to block")
