"""Pictures to be shown with a status."""

import math
from typing import Annotated

from aiohttp import web
from pydantic import AfterValidator, BeforeValidator
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.keep_media import describe_media, keep_media, picture_from
from feed.api.auth import Member
from feed.api.params import Params, blank_is_none, read, understood
from feed.api.present.attached import media as media_json
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.api.uploads import uploaded
from feed.errors import InvalidError, NotFoundError
from feed.keys import DATABASE, IDS, MEDIA, SETTINGS
from feed.store import media
from feed.store.tables import Media


def _two(value: object) -> object:
    return tuple(value.split(",")) if isinstance(value, str) and value.strip() else blank_is_none(value)


def _within(focus: tuple[float, float] | None) -> tuple[float, float] | None:
    if focus is None or not all(map(math.isfinite, focus)):
        return None
    x, y = (max(-1.0, min(1.0, number)) for number in focus)
    return x, y


Focus = Annotated[tuple[float, float] | None, BeforeValidator(_two), AfterValidator(_within)]


class About(Params):
    """What is said of a picture."""

    description: str | None = None
    focus: Focus = None  # "x,y", each from -1 to 1


async def create(request: web.Request, member: Member) -> web.Response:
    """POST /api/v2/media, and v1: a picture, to be shown by a status later."""
    async with uploaded(request, "file") as upload:
        if "file" not in upload.files:
            raise InvalidError("a file is missing", details={"file": "must be a picture"})
        about = understood(About, upload.fields)
        picture = await picture_from(upload.files["file"])
    async with request.app[DATABASE].writing() as session:
        kept = await keep_media(
            session,
            picture,
            request.app[MEDIA],
            account_id=member.account_id,
            description=about.description or "",
            focus=about.focus,
            ids=request.app[IDS],
        )
    return _response(request, kept)


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/media/:id: one's own, as long as no status shows it."""
    async with request.app[DATABASE].reading() as session:
        return _response(request, await _unused(request, session, member))


async def update(request: web.Request, member: Member) -> web.Response:
    """PUT /api/v1/media/:id: another description, another focus."""
    about = await read(request, About)
    async with request.app[DATABASE].writing() as session:
        found = await _unused(request, session, member)
        describe_media(found, description=about.description, focus=about.focus)
        return _response(request, found)


async def delete(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/media/:id: no status will show it."""
    async with request.app[DATABASE].writing() as session:
        found = await media.own(session, id_in(request), member.account_id)
        if found is None:
            raise NotFoundError
        if found.status_id is not None:
            raise InvalidError("Media attachment is currently used by a status")
        await session.delete(found)
    request.app[MEDIA].remove([name for name in (found.path, found.preview_path) if name])
    return json_response({})


async def serve(request: web.Request) -> web.StreamResponse:
    """GET /media/:name: the file, for whoever knows its name. It never changes."""
    path = request.app[MEDIA].path_of(request.match_info["name"])
    if path is None or not path.is_file():
        raise NotFoundError
    return web.FileResponse(
        path,
        headers={
            "Cache-Control": "public, max-age=31536000, immutable",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Access-Control-Allow-Origin": "*",
        },
    )


async def _unused(request: web.Request, session: AsyncSession, member: Member) -> Media:
    found = await media.own(session, id_in(request), member.account_id)
    if found is None or found.status_id is not None:
        raise NotFoundError
    return found


def _response(request: web.Request, one: Media) -> web.Response:
    return json_response(media_json(media.shown(one), request.app[SETTINGS].public_url))
