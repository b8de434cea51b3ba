"""Pictures that came with a form."""

from collections.abc import Mapping
from typing import IO

from aiohttp import web
from aiohttp.web_request import FileField

from feed.actions.keep_media import About, keep_media, picture_from
from feed.keys import DATABASE, IDS, MEDIA
from feed.store.tables import Media


def brought(form: Mapping[str, object], name: str) -> IO[bytes] | None:
    """The file in this field; None when none was chosen."""
    field = form.get(name)
    return field.file if isinstance(field, FileField) and field.filename else None


async def keep_picture(
    request: web.Request, source: IO[bytes], *, account_id: int, description: str
) -> Media:
    """The picture is kept for a post to come.

    Raises:
        InvalidError: it is none, or its description is too long.
    """
    picture = await picture_from(source)
    async with request.app[DATABASE].writing() as session:
        return await keep_media(
            session,
            picture,
            request.app[MEDIA],
            About(description=description),
            thumbnail=None,
            account_id=account_id,
            ids=request.app[IDS],
        )
