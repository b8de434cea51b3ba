"""Apps and their permissions: every path, and what it asks of who comes."""

from feed.api.access import apps, authorize, oauth
from feed.api.auth import Route, app, unguarded
from feed.api.entities import Empty
from feed.api.entities.server import App, AuthorizationServer, NewApp, Token

ROUTES: tuple[Route, ...] = (
    unguarded("POST", "/api/v1/apps", apps.create, asks=(apps.NewApp,), answers=NewApp),
    app("GET", "/api/v1/apps/verify_credentials", apps.verify, answers=App),
    unguarded("GET", "/.well-known/oauth-authorization-server", oauth.metadata, answers=AuthorizationServer),
    unguarded("GET", "/oauth/authorize", authorize.ask, asks=(authorize.Asked,)),
    unguarded("POST", "/oauth/authorize", authorize.answer, asks=(authorize.Decided,)),
    unguarded("POST", "/oauth/token", oauth.token, asks=(oauth.Asked,), answers=Token),
    unguarded("POST", "/oauth/revoke", oauth.revoke, asks=(oauth.Returned,), answers=Empty),
)
