"""Clients register themselves."""

import secrets
from typing import Annotated

from aiohttp import web
from pydantic import BeforeValidator, Field

from feed.api import present
from feed.api.auth import Caller
from feed.api.params import Params, blank_is_none, read
from feed.api.respond import json_response
from feed.errors import InvalidError, NotFoundError
from feed.keys import DATABASE, IDS, SETTINGS
from feed.social.oauth import is_good_redirect
from feed.social.scopes import split, unknown
from feed.store import apps
from feed.store.tables import App
from feed.store.tokens import digest


def _lines(value: object) -> object:
    return value.split() if isinstance(value, str) else value


class NewApp(Params):
    """A client as it introduces itself."""

    client_name: str = Field(min_length=1, max_length=100)
    redirect_uris: Annotated[list[str], BeforeValidator(_lines), Field(min_length=1, max_length=20)]
    scopes: str = "read"
    website: Annotated[Annotated[str, Field(max_length=500)] | None, BeforeValidator(blank_is_none)] = None


async def create(request: web.Request) -> web.Response:
    """POST /api/v1/apps: a client gets its name and secret."""
    asked = await read(request, NewApp)
    if bad := [uri for uri in asked.redirect_uris if not is_good_redirect(uri)]:
        raise _wrong("redirect_uris", f"must be absolute addresses, and {bad[0]!r} is none")
    scopes = split(asked.scopes) or frozenset({"read"})
    if strange := unknown(scopes):
        raise _wrong("scopes", f"must be known, and {strange[0]!r} is not")
    if "gateway" in scopes and not request.app[SETTINGS].trial:
        raise _wrong("scopes", "must not be gateway: the operator issues such tokens")
    secret = secrets.token_urlsafe(32)
    app = App(
        id=request.app[IDS].next(),
        client_id=secrets.token_urlsafe(32),
        secret_hash=digest(secret),
        name=asked.client_name,
        website=asked.website,
        redirect_uris=asked.redirect_uris,
        scopes=" ".join(sorted(scopes)),
    )
    async with request.app[DATABASE].writing() as session:
        session.add(app)
    return json_response(
        _json(app) | {"client_id": app.client_id, "client_secret": secret, "client_secret_expires_at": 0}
    )


async def verify(request: web.Request, caller: Caller) -> web.Response:
    """GET /api/v1/apps/verify_credentials: which app the token is of."""
    async with request.app[DATABASE].reading() as session:
        app = await apps.by_id(session, caller.app_id) if caller.app_id else None
    if app is None:
        raise NotFoundError("This token was issued on the command line and belongs to no app")
    return json_response(_json(app))


def _json(app: App) -> present.Json:
    return {
        "id": str(app.id),
        "name": app.name,
        "website": app.website,
        "scopes": app.scopes.split(),
        "redirect_uris": app.redirect_uris,
        "redirect_uri": "\n".join(app.redirect_uris),
        "vapid_key": "",
    }


def _wrong(field: str, wrong: str) -> InvalidError:
    return InvalidError(f"{field} {wrong}", details={field: wrong})
