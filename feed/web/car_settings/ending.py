"""The last chapter of a car's settings: a copy of all that is known of it, another owner, or the end."""

import asyncio
import io
from collections.abc import Mapping

from aiohttp import web

from feed.actions.take_copy import Copy, zip_into
from feed.keys import CLOCK, DATABASE
from feed.social.audit import Subject
from feed.store.audit import note
from feed.store.everything import rows_about
from feed.web.car_settings.opened import chapter, open_car
from feed.web.visitor import Member


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /@name/settings/end: what can be done, and what it would do."""
    return chapter(request, await open_car(request, member), "end")


async def take_copy(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/end/copy: a ZIP of all that is known of the car."""
    account = (await open_car(request, member)).view.registered.account
    async with request.app[DATABASE].reading() as session:
        copy = await rows_about(session, account.id)
    async with request.app[DATABASE].writing() as session:
        about: Subject = ("car", account.id)
        await note(session, "exported", by=member.account_id, about=about, now=request.app[CLOCK]())
    return web.Response(
        body=await asyncio.to_thread(_zipped, {account.username: copy}),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{account.username}.zip"',
            "Cache-Control": "no-store",
        },
    )


def _zipped(copies: Mapping[str, Copy]) -> bytes:
    file = io.BytesIO()
    zip_into(file, copies)
    return file.getvalue()
