"""A copy of all that is known of oneself, and the end of it."""

import asyncio
import io
from collections.abc import Mapping

from aiohttp import web

from feed.actions.erase import erase_person
from feed.actions.take_copy import Copy, zip_into
from feed.browser import forget
from feed.keys import CLOCK, DATABASE, IDS
from feed.social.audit import Subject
from feed.store import cars
from feed.store.audit import note
from feed.store.everything import rows_about
from feed.web.confirmed import is_password_of
from feed.web.forms import typed
from feed.web.render import page
from feed.web.visitor import Member


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /settings/leave: what can be taken, and what would be lost."""
    async with request.app[DATABASE].reading() as session:
        own = await cars.owned_by(session, member.account_id)
    names = [one.account.display_name for one in own]
    return page(request, member, "own_settings/leave", cars=names, wrong=False)


async def take_copy(request: web.Request, member: Member) -> web.Response:
    """POST /settings/leave/copy: a ZIP of all that is known of the member and their cars."""
    async with request.app[DATABASE].reading() as session:
        copies = {member.me.username: await rows_about(session, member.account_id)}
        for owned in await cars.owned_by(session, member.account_id):
            copies[f"cars/{owned.account.username}"] = await rows_about(session, owned.account.id)
    async with request.app[DATABASE].writing() as session:
        about: Subject = ("account", member.account_id)
        await note(session, "exported", by=member.account_id, about=about, now=request.app[CLOCK]())
    return web.Response(
        body=await asyncio.to_thread(_zipped, copies),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{member.me.username}.zip"',
            "Cache-Control": "no-store",
        },
    )


async def leave(request: web.Request, member: Member) -> web.Response:
    """POST /settings/leave: nothing of the member is left; their cars are nobody's."""
    if not await is_password_of(request, member, typed(await request.post(), "password")):
        async with request.app[DATABASE].reading() as session:
            own = await cars.owned_by(session, member.account_id)
        names = [one.account.display_name for one in own]
        return page(request, member, "own_settings/leave", status=422, cars=names, wrong=True)
    response = web.Response(status=web.HTTPSeeOther.status_code, headers={"Location": "/"})
    await forget(request, response)
    async with request.app[DATABASE].writing() as session:
        now = request.app[CLOCK]()
        await erase_person(session, member.account_id, by=member.account_id, now=now, ids=request.app[IDS])
    return response


def _zipped(copies: Mapping[str, Copy]) -> bytes:
    file = io.BytesIO()
    zip_into(file, copies)
    return file.getvalue()
