"""Pictures and films to be shown with a status."""

import math
from typing import Annotated

from aiohttp import web
from pydantic import AfterValidator, BeforeValidator
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions import keep_media
from feed.api.auth import Member
from feed.api.params import Params, blank_is_none, read, understood
from feed.api.present.attached import media as media_json
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.api.uploads import Upload, uploaded
from feed.errors import InvalidError, NotFoundError
from feed.keys import DATABASE, IDS, MEDIA, SETTINGS
from feed.media.pictures import Preview
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
    """What is said of it."""

    description: str | None = None
    focus: Focus = None  # "x,y", each from -1 to 1

    def to_keep(self) -> keep_media.About:
        """The same, without how it was sent."""
        return keep_media.About(description=self.description, focus=self.focus)


async def create(request: web.Request, member: Member) -> web.Response:
    """POST /api/v2/media, and v1: a picture or a film, to be shown by a status later."""
    settings, folder, ids = request.app[SETTINGS], request.app[MEDIA], request.app[IDS]
    async with uploaded(request, "file", "thumbnail", most=keep_media.most_bytes(settings)) as upload:
        if "file" not in upload.files:
            raise InvalidError("a file is missing", details={"file": "must be a picture"})
        shown = await keep_media.shown_from(upload.files["file"], settings)
        about, thumbnail = await _told(upload)
        async with request.app[DATABASE].writing() as session:
            kept = await keep_media.keep_media(
                session, shown, folder, about, thumbnail=thumbnail, account_id=member.account_id, ids=ids
            )
    return _response(request, kept)


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/media/:id: one's own, as long as no status shows it."""
    async with request.app[DATABASE].reading() as session:
        return _response(request, await _unused(request, session, member))


async def update(request: web.Request, member: Member) -> web.Response:
    """PUT /api/v1/media/:id: another description, another focus, another thumbnail."""
    about, thumbnail = await _sent(request)
    async with request.app[DATABASE].writing() as session:
        found = await _unused(request, session, member)
        keep_media.describe_media(found, about)
        if thumbnail:
            await keep_media.wear_thumbnail(found, thumbnail, request.app[MEDIA])
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
            # alone in a window a film is a page that loads itself
            "Content-Security-Policy": "default-src 'none'; media-src 'self'; sandbox",
            "Access-Control-Allow-Origin": "*",
        },
    )


async def _sent(request: web.Request) -> tuple[keep_media.About, Preview | None]:
    if request.content_type.startswith("multipart/"):
        async with uploaded(request, "thumbnail") as upload:
            return await _told(upload)
    return (await read(request, About)).to_keep(), None


async def _told(upload: Upload) -> tuple[keep_media.About, Preview | None]:
    about, thumbnail = understood(About, upload.fields), upload.files.get("thumbnail")
    return about.to_keep(), await keep_media.thumbnail_from(thumbnail) if thumbnail else None


async def _unused(request: web.Request, session: AsyncSession, member: Member) -> Media:
    found = await media.own(session, id_in(request), member.account_id)
    if found is None or found.status_id is not None:
        raise NotFoundError
    return found


def _response(request: web.Request, one: Media) -> web.Response:
    return json_response(media_json(media.shown(one), request.app[SETTINGS].public_url))
