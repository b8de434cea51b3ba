"""Signing in and out, joining, and choosing a language."""

from aiohttp import web

from feed.actions.mail_address import name_address
from feed.actions.sign_in import WrongPasswordError, sign_in
from feed.actions.sign_up import sign_up
from feed.browser import forget, remember
from feed.errors import InvalidError, NotFoundError
from feed.keys import CLOCK, DATABASE, IDS, PASSWORDS, SETTINGS
from feed.noting import note_failed_sign_in
from feed.web.forms import typed
from feed.web.guard import way_back
from feed.web.language import LANGUAGES
from feed.web.render import page
from feed.web.visitor import LANGUAGE_COOKIE, Member, Visitor

_A_YEAR_S = 365 * 86_400


async def ask_who(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /sign-in: name and password, please."""
    after = way_back(request.query.get("next", ""), otherwise="/home")
    if isinstance(visitor, Member):
        raise web.HTTPSeeOther(after)
    return page(request, visitor, "sign_in", next=after, name="", refused=False)


async def come_in(request: web.Request, visitor: Visitor) -> web.Response:
    """POST /sign-in: the browser is signed in, or asked again."""
    form = await request.post()
    name, after = typed(form, "name"), way_back(typed(form, "next"), otherwise="/home")
    try:
        user = await sign_in(
            request.app[DATABASE], request.app[PASSWORDS], name=name, password=typed(form, "password")
        )
    except WrongPasswordError as error:
        await note_failed_sign_in(request.app, name, error.account_id)
        return page(request, visitor, "sign_in", status=401, next=after, name=name, refused=True)
    return await _welcome(request, user.id, after)


async def go_out(request: web.Request, _visitor: Visitor) -> web.Response:
    """POST /sign-out: the browser is nobody's."""
    response = web.Response(status=web.HTTPSeeOther.status_code, headers={"Location": "/"})
    await forget(request, response)
    return response


async def ask_to_join(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /sign-up: the form of a new member, where everybody may join."""
    after = way_back(request.query.get("next", ""), otherwise="/welcome")
    if isinstance(visitor, Member):
        raise web.HTTPSeeOther(after)
    return page(request, visitor, "sign_up", next=after, typed={"username": "", "email": ""}, wrong={})


async def join(request: web.Request, visitor: Visitor) -> web.Response:
    """POST /sign-up: a new member, signed in; or the form again with what is wrong."""
    if request.app[SETTINGS].registration != "open":
        raise NotFoundError
    form = await request.post()
    username, email = typed(form, "username").strip(), typed(form, "email")
    after = way_back(typed(form, "next"), otherwise="/welcome")
    try:
        user = await sign_up(
            request.app[DATABASE],
            request.app[PASSWORDS],
            username=username,
            email=email,
            password=typed(form, "password"),
            locale=visitor.language.code,
            ids=request.app[IDS],
        )
    except InvalidError as error:
        entered = {"username": username, "email": email}
        return page(request, visitor, "sign_up", status=422, next=after, typed=entered, wrong=error.details)
    if email and request.app[SETTINGS].smtp_host:
        async with request.app[DATABASE].writing() as session:
            await name_address(session, user, email, now=request.app[CLOCK](), ids=request.app[IDS])
    return await _welcome(request, user.id, after)


async def choose_language(request: web.Request, _visitor: Visitor) -> web.Response:
    """POST /language: this browser reads in that language from now on."""
    form = await request.post()
    response = web.Response(
        status=web.HTTPSeeOther.status_code,
        headers={"Location": way_back(typed(form, "back"), otherwise="/")},
    )
    if (chosen := typed(form, "language")) in request.app[LANGUAGES]:
        keep_language(response, chosen)
    return response


def keep_language(response: web.Response, code: str) -> None:
    """The browser that gets this response reads in this language from now on."""
    response.set_cookie(LANGUAGE_COOKIE, code, max_age=_A_YEAR_S, samesite="Lax", httponly=True)


async def _welcome(request: web.Request, user_id: int, after: str) -> web.Response:
    response = web.Response(status=web.HTTPSeeOther.status_code, headers={"Location": after})
    await remember(request, response, user_id)
    return response
