"""Apps and their permissions: every path, and what it asks of who comes."""

from feed.api.access import apps, authorize, oauth
from feed.api.auth import Route, app, unguarded

ROUTES: tuple[Route, ...] = (
    unguarded("POST", "/api/v1/apps", apps.create),
    app("GET", "/api/v1/apps/verify_credentials", apps.verify),
    unguarded("GET", "/.well-known/oauth-authorization-server", oauth.metadata),
    unguarded("GET", "/oauth/authorize", authorize.ask),
    unguarded("POST", "/oauth/authorize", authorize.answer),
    unguarded("POST", "/oauth/token", oauth.token),
    unguarded("POST", "/oauth/revoke", oauth.revoke),
)
