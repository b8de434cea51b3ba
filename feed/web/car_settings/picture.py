"""The picture a car wears, or the one that is drawn for it."""

from aiohttp import web

from feed.actions.car_changes import owned_car
from feed.actions.wear import face_from, kept, wear
from feed.errors import InvalidError
from feed.keys import DATABASE, MEDIA
from feed.web.car_settings.opened import open_car
from feed.web.car_settings.overview import overview
from feed.web.uploads import brought
from feed.web.visitor import Member


async def put_on(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/picture: the car wears this picture; or the page says why it cannot."""
    opened = await open_car(request, member)
    source = brought(await request.post(), "picture")
    if source is None:
        return await overview(request, opened, refused="none")
    try:
        picture = await face_from(source, "avatar")
    except InvalidError:
        return await overview(request, opened, refused="no picture")
    await _wear(request, member, opened.view.registered.account.id, await kept(request.app[MEDIA], picture))
    raise web.HTTPSeeOther(f"{opened.path}?saved")


async def take_off(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/picture/remove: the drawn one again."""
    opened = await open_car(request, member)
    await _wear(request, member, opened.view.registered.account.id, None)
    raise web.HTTPSeeOther(f"{opened.path}?saved")


async def _wear(request: web.Request, member: Member, account_id: int, name: str | None) -> None:
    async with request.app[DATABASE].writing() as session:
        registered = await owned_car(session, account_id, by_id=member.account_id)
        wear(registered.account, "avatar", name)
