"""OAuth's machine side: codes become tokens, tokens are revoked, what is possible is told."""

import binascii
from base64 import b64decode

from aiohttp import web

from feed.actions.authorize import require_app, require_scopes, trade_code, trade_password
from feed.actions.revoke_token import revoke_token, undo_first_use
from feed.api import present
from feed.api.params import Params, read
from feed.api.respond import json_response
from feed.errors import OAuthError
from feed.keys import CLOCK, DATABASE, GRANTS, IDS, PASSWORDS, SETTINGS, WORD
from feed.social.scopes import SCOPES
from feed.store import tokens
from feed.store.tables import App, Token
from feed.store.tokens import Revoked
from feed.streaming.happening import Happening

_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class Credentials(Params):
    """Which client asks; it may say so in an Authorization header instead."""

    client_id: str = ""
    client_secret: str = ""


class Asked(Credentials):
    """A wish for a token."""

    grant_type: str = ""
    code: str = ""
    redirect_uri: str = ""
    code_verifier: str = ""
    scope: str = ""
    username: str = ""
    password: str = ""


class Returned(Credentials):
    """A token that is not needed any more."""

    token: str = ""


async def token(request: web.Request) -> web.Response:
    """POST /oauth/token: a token for a code, for the app itself, or (in a trial) for a password."""
    asked = await read(request, Asked)
    app = await _app(request, asked)
    if asked.grant_type == "authorization_code":
        issued, secret = await _for_code(request, app, asked)
    elif asked.grant_type == "client_credentials":
        async with request.app[DATABASE].writing() as session:
            scopes = require_scopes(app, asked.scope)
            issued, secret = await tokens.issue(
                session, scopes, app_id=app.id, user_id=None, ids=request.app[IDS]
            )
    elif asked.grant_type == "password" and request.app[SETTINGS].trial:
        issued, secret = await trade_password(
            request.app[DATABASE],
            request.app[PASSWORDS],
            app,
            name=asked.username,
            password=asked.password,
            asked=asked.scope,
            now=request.app[CLOCK](),
            ids=request.app[IDS],
        )
    else:
        raise OAuthError("unsupported_grant_type", "The authorization grant type is not supported here")
    return json_response(present.token(issued, secret), headers=_NO_STORE)


async def revoke(request: web.Request) -> web.Response:
    """POST /oauth/revoke: the token is good no more. So it is for a token that never was."""
    asked = await read(request, Returned)
    app = await _app(request, asked)
    async with request.app[DATABASE].writing() as session:
        revoked = await revoke_token(session, asked.token, app_id=app.id, now=request.app[CLOCK]())
    _spread(request, revoked)
    return json_response({})


async def metadata(request: web.Request) -> web.Response:
    """GET /.well-known/oauth-authorization-server: RFC 8414."""
    settings = request.app[SETTINGS]
    grants = ["authorization_code", "client_credentials", *(["password"] if settings.trial else [])]
    url = settings.public_url
    return json_response(
        {
            "issuer": f"{url}/",
            "authorization_endpoint": f"{url}/oauth/authorize",
            "token_endpoint": f"{url}/oauth/token",
            "revocation_endpoint": f"{url}/oauth/revoke",
            "app_registration_endpoint": f"{url}/api/v1/apps",
            "scopes_supported": list(SCOPES),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": grants,
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
            "service_documentation": "https://docs.joinmastodon.org/",
        }
    )


async def _for_code(request: web.Request, app: App, asked: Asked) -> tuple[Token, str]:
    database = request.app[DATABASE]
    try:
        async with database.writing() as session:
            return await trade_code(
                session,
                app,
                asked.code,
                redirect_uri=asked.redirect_uri,
                verifier=asked.code_verifier,
                now=request.app[CLOCK](),
                ids=request.app[IDS],
            )
    except OAuthError:
        async with database.writing() as session:
            revoked = await undo_first_use(session, asked.code, now=request.app[CLOCK]())
        _spread(request, revoked)
        raise


def _spread(request: web.Request, revoked: list[Revoked]) -> None:
    for one in revoked:
        request.app[GRANTS].forget(one.token_id)  # here at once; the other workers hear of it
    request.app[WORD].tell(Happening("revoked", one.token_id) for one in revoked)


async def _app(request: web.Request, asked: Credentials) -> App:
    client_id, client_secret = _basic(request) or (asked.client_id, asked.client_secret)
    async with request.app[DATABASE].reading() as session:
        return await require_app(session, client_id, client_secret)


def _basic(request: web.Request) -> tuple[str, str] | None:
    kind, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, secret = b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return name, secret
