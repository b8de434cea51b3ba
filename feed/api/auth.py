"""Who asks, and what they may. A route says which visitors it is for; its handler is told who came.

unguarded  handler(request)                  everybody
anyone     handler(request, member or None)  everybody, but a token that is shown must hold the scope
member     handler(request, member)          a person, by a token with the scope
app        handler(request, caller)          any token with the scope, a person's or an app's own
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import GenericAlias, UnionType
from typing import Literal

from aiohttp import web
from pydantic import BaseModel

from feed.api.rates import count_caller, count_stranger
from feed.errors import NotAllowedError, OutOfScopeError, UnauthenticatedError
from feed.keys import GRANTS
from feed.social.roles import Role
from feed.social.scopes import covers, split

Asks = tuple[type[BaseModel], ...]
Answer = type | UnionType | GenericAlias | None
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """An app that showed a good token."""

    token_id: int
    app_id: int | None
    scopes: frozenset[str]

    def may(self, scope: str) -> bool:
        """Whether the token is good for this scope."""
        return covers(self.scopes, scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Caller):
    """An app that speaks for somebody who signed in."""

    user_id: int
    account_id: int
    role: Role
    locale: str  # the language they read


@dataclass(frozen=True, slots=True)
class Route:
    """A line of the table in `routes`."""

    method: str
    path: str
    handler: Handler
    visitors: Literal["unguarded", "anyone", "member", "app"]
    scopes: tuple[str, ...] = ()  # any one of them is enough
    asks: Asks = ()  # what its handler reads, in the query or the body
    answers: Answer = None  # what its handler answers in JSON; None: something else
    told: str | None = None  # its handler's docstring


def unguarded(method: str, path: str, handler: Handler, *, asks: Asks = (), answers: Answer = None) -> Route:
    """For everybody, token or not; what apps ask is counted by the address they ask from."""

    async def counted(request: web.Request) -> web.StreamResponse:
        count_stranger(request)
        return await handler(request)

    is_for_apps = path.startswith(("/api/", "/oauth/")) and not path.endswith("/health")
    served = counted if is_for_apps else handler
    return Route(method, path, served, "unguarded", (), asks, answers, handler.__doc__)


def anyone(
    method: str,
    path: str,
    handler: Callable[[web.Request, Member | None], Awaitable[web.StreamResponse]],
    *scopes: str,
    asks: Asks = (),
    answers: Answer = None,
) -> Route:
    """For everybody; who shows a token must hold one of the scopes."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        caller = await caller_of(request)
        if caller is not None:
            _require(caller, scopes)
        return await handler(request, caller if isinstance(caller, Member) else None)

    return Route(method, path, guarded, "anyone", scopes, asks, answers, handler.__doc__)


def member(
    method: str,
    path: str,
    handler: Callable[[web.Request, Member], Awaitable[web.StreamResponse]],
    *scopes: str,
    asks: Asks = (),
    answers: Answer = None,
) -> Route:
    """For people, by a token with one of the scopes."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        return await handler(request, require_member(_require(await caller_of(request), scopes)))

    return Route(method, path, guarded, "member", scopes, asks, answers, handler.__doc__)


def app(
    method: str,
    path: str,
    handler: Callable[[web.Request, Caller], Awaitable[web.StreamResponse]],
    *scopes: str,
    asks: Asks = (),
    answers: Answer = None,
) -> Route:
    """For apps, with a person or without, by a token with one of the scopes."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        return await handler(request, _require(await caller_of(request), scopes))

    return Route(method, path, guarded, "app", scopes, asks, answers, handler.__doc__)


def require_member(caller: Caller) -> Member:
    """The caller, if a person is behind it.

    Raises:
        NotAllowedError: the app came by itself.
    """
    if not isinstance(caller, Member):
        raise NotAllowedError("This method requires an authenticated user")
    return caller


async def caller_of(request: web.Request) -> Caller | None:
    """Who showed a token; None if none was shown.

    Raises:
        UnauthenticatedError: the token is not, or no longer, good.
    """
    secret = _shown_token(request)
    if secret is None:
        count_stranger(request)
        return None
    grant = await request.app[GRANTS].of(secret)
    if grant is None:
        count_stranger(request)
        raise UnauthenticatedError
    scopes = split(grant.scopes)
    if "gateway" not in scopes:
        count_caller(request, token_id=grant.token_id, user_id=grant.user_id)
    if grant.user_id is None or grant.account_id is None or grant.role is None or grant.locale is None:
        return Caller(token_id=grant.token_id, app_id=grant.app_id, scopes=scopes)
    return Member(
        token_id=grant.token_id,
        app_id=grant.app_id,
        scopes=scopes,
        user_id=grant.user_id,
        account_id=grant.account_id,
        role=grant.role,
        locale=grant.locale,
    )


def _shown_token(request: web.Request) -> str | None:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer" and secret:
        return secret.strip()
    # neither EventSource nor WebSocket can send headers; elsewhere a token in a URL would end up in logs
    if not request.path.startswith("/api/v1/streaming"):
        return None
    return request.query.get("access_token") or shown_protocol(request)


def shown_protocol(request: web.Request) -> str | None:
    """The protocol a WebSocket asks for: Mastodon's clients put their token there."""
    return request.headers.get("Sec-WebSocket-Protocol", "").partition(",")[0].strip() or None


def _require(caller: Caller | None, scopes: tuple[str, ...]) -> Caller:
    if caller is None:
        raise UnauthenticatedError
    if scopes and not any(caller.may(scope) for scope in scopes):
        raise OutOfScopeError
    return caller
