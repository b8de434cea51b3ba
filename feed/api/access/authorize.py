"""OAuth's human side: a member is asked whether an app may act for them."""

from urllib.parse import urlencode

from aiohttp import web
from yarl import URL

from feed.actions.authorize import Permission, issue_code, require_scopes
from feed.api.params import Params, read, read_query
from feed.browser import require_our_form, signed_in
from feed.errors import InvalidError, OAuthError, UnauthenticatedError
from feed.keys import CLOCK, DATABASE, IDS, PAGE
from feed.social.oauth import OUT_OF_BAND
from feed.store import apps
from feed.store.tables import App


class Asked(Params):
    """What an app asks of a member."""

    response_type: str = ""
    client_id: str = ""
    redirect_uri: str = ""
    scope: str = ""
    state: str = ""
    code_challenge: str = ""
    code_challenge_method: str = ""


class Decided(Asked):
    """The same, with the member's answer."""

    decision: str = ""


async def ask(request: web.Request) -> web.StreamResponse:
    """GET /oauth/authorize: the question, to a member who is signed in; others are sent to sign in first."""
    asked = read_query(request, Asked)
    app = await _app(request, asked)
    try:
        permission = _permission(app, asked)
    except OAuthError as error:
        return _sent_back(asked, error=error.error, error_description=error.safe)
    if await signed_in(request) is None:
        raise web.HTTPSeeOther(URL("/sign-in").with_query(next=request.path_qs))
    shown = {
        "app_name": app.name,
        "wishes": sorted(permission.scopes),
        "parameters": {name: value for name, value in asked.model_dump().items() if value},
    }
    return await request.app[PAGE](request, "oauth/authorize.html", shown)


async def answer(request: web.Request) -> web.StreamResponse:
    """POST /oauth/authorize: the member's answer goes back to the app, with a code if it is a yes."""
    await require_our_form(request)
    decided = await read(request, Decided)
    app = await _app(request, decided)
    here = await signed_in(request)
    if here is None:
        raise UnauthenticatedError("Please sign in first")
    if decided.decision != "allow":
        return _sent_back(decided, error="access_denied", error_description="The member said no")
    try:
        permission = _permission(app, decided)
    except OAuthError as error:
        return _sent_back(decided, error=error.error, error_description=error.safe)
    async with request.app[DATABASE].writing() as session:
        code = issue_code(
            session, permission, user_id=here.user_id, now=request.app[CLOCK](), ids=request.app[IDS]
        )
    if permission.redirect_uri == OUT_OF_BAND:
        shown = {"code": code, "app_name": app.name}
        return await request.app[PAGE](request, "oauth/code.html", shown)
    return _sent_back(decided, code=code)


async def _app(request: web.Request, asked: Asked) -> App:
    """The app that asks. Before it and its address are known nobody is sent anywhere."""
    async with request.app[DATABASE].reading() as session:
        app = await apps.by_client_id(session, asked.client_id)
    if app is None:
        raise InvalidError("this app is not registered here")
    if asked.redirect_uri not in app.redirect_uris:
        raise InvalidError("this app did not register the address it wants to go back to")
    return app


def _permission(app: App, asked: Asked) -> Permission:
    if asked.response_type != "code":
        raise OAuthError("unsupported_response_type", "Only response_type=code is possible")
    if asked.code_challenge and asked.code_challenge_method != "S256":
        raise OAuthError("invalid_request", "Only code_challenge_method=S256 is possible")
    return Permission(
        app=app,
        redirect_uri=asked.redirect_uri,
        scopes=require_scopes(app, asked.scope),
        code_challenge=asked.code_challenge or None,
    )


def _sent_back(asked: Asked, **told: str) -> web.StreamResponse:
    if asked.redirect_uri == OUT_OF_BAND:
        raise InvalidError(told["error_description"])
    if asked.state:
        told["state"] = asked.state
    glue = "&" if "?" in asked.redirect_uri else "?"
    return web.Response(status=302, headers={"Location": f"{asked.redirect_uri}{glue}{urlencode(told)}"})
