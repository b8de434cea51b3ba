"""What people write, like and take back."""

from aiohttp import web

from feed.actions.favourite import favourite, unfavourite
from feed.actions.publish import Wish, publish
from feed.actions.withdraw import withdraw
from feed.errors import InvalidError, NotAllowedError
from feed.keys import DATABASE, IDS, SETTINGS, WORD
from feed.social.visibility import CHOICES, Chosen
from feed.web.forms import typed
from feed.web.guard import way_back
from feed.web.paging import identifier
from feed.web.render import page
from feed.web.statuses import said_here
from feed.web.visitor import Member

_LONGEST_KEY = 100


async def compose(request: web.Request, member: Member) -> web.Response:
    """POST /compose: the words are said, once however often they are sent; or shown with what is wrong."""
    form = await request.post()
    answered, key = typed(form, "in_reply_to_id"), typed(form, "idempotency_key")[:_LONGEST_KEY]
    back = way_back(typed(form, "back"), otherwise="/home")
    wish = Wish(
        text=typed(form, "status"),
        visibility=_visibility(typed(form, "visibility")),
        language=member.language.code,
        in_reply_to_id=identifier(answered) if answered else None,
        idempotency_key=f"web:{key}" if key else None,
    )
    try:
        async with request.app[DATABASE].writing() as session:
            published = await publish(
                session, member.me, wish, ids=request.app[IDS], settings=request.app[SETTINGS]
            )
    except InvalidError:
        return page(request, member, "compose", status=422, wish=wish, back=back)
    request.app[WORD].tell(published.happenings)
    raise web.HTTPSeeOther(f"{back}#post-{published.status.id}")


async def like(request: web.Request, member: Member) -> web.Response:
    """POST /@name/:id/favourite: the member likes it."""
    async with request.app[DATABASE].writing() as session:
        status = await said_here(session, request, member.account_id)
        happenings = await favourite(session, status, by=member.account_id, ids=request.app[IDS])
    request.app[WORD].tell(happenings)
    raise await _back(request)


async def like_no_more(request: web.Request, member: Member) -> web.Response:
    """POST /@name/:id/unfavourite: the member does not like it."""
    async with request.app[DATABASE].writing() as session:
        await unfavourite(session, await said_here(session, request, member.account_id), by=member.account_id)
    raise await _back(request)


async def take_back(request: web.Request, member: Member) -> web.Response:
    """POST /@name/:id/delete: what the member said is gone."""
    async with request.app[DATABASE].writing() as session:
        status = await said_here(session, request, member.account_id)
        if status.account_id != member.account_id:
            raise NotAllowedError
        happenings = await withdraw(session, status)
    request.app[WORD].tell(happenings)
    raise web.HTTPSeeOther("/home")


def _visibility(chosen: str) -> Chosen | None:
    return next((visibility for visibility in CHOICES if visibility == chosen), None)


async def _back(request: web.Request) -> web.HTTPSeeOther:
    path = way_back(typed(await request.post(), "back"), otherwise="/home")
    return web.HTTPSeeOther(f"{path}#post-{request.match_info['id']}")
