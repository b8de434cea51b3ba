"""Authorize: a member lets an app act for them, in OAuth's three ways to a token."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.passwords import Passwords
from feed.actions.sign_in import WrongPasswordError, sign_in
from feed.errors import OAuthError
from feed.ids import Ids
from feed.social.oauth import are_within, proves
from feed.social.scopes import split
from feed.store import apps, tokens, users
from feed.store.audit import note
from feed.store.database import Database
from feed.store.tables import App, AuthorizationCode, Token
from feed.store.tokens import digest

CODE_GOOD_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """What a member allowed an app, and where the app wants to hear of it."""

    app: App
    redirect_uri: str
    scopes: frozenset[str]
    code_challenge: str | None


def require_scopes(app: App, asked: str) -> frozenset[str]:
    """The scopes asked for; reading, if none were.

    Raises:
        OAuthError: the app did not say that it would need them.
    """
    scopes = split(asked) or frozenset({"read"})
    if not are_within(scopes, split(app.scopes)):
        raise OAuthError("invalid_scope", "The requested scope is invalid, unknown, or malformed")
    return scopes


async def require_app(session: AsyncSession, client_id: str, secret: str) -> App:
    """The app that showed its secret.

    Raises:
        OAuthError: no such app, or not its secret.
    """
    app = await apps.by_client_id(session, client_id)
    known = app.secret_hash if app else digest("nobody's secret")
    if not compare_digest(known, digest(secret)) or app is None:
        raise OAuthError("invalid_client", "Client authentication failed", code=401)
    return app


def issue_code(
    session: AsyncSession, permission: Permission, *, user_id: int, now: datetime, ids: Ids
) -> str:
    """A code that the app may trade for a token, once and soon."""
    secret = secrets.token_urlsafe(32)
    code = AuthorizationCode(
        id=ids.next(),
        code_hash=digest(secret),
        app_id=permission.app.id,
        user_id=user_id,
        redirect_uri=permission.redirect_uri,
        scopes=" ".join(sorted(permission.scopes)),
        code_challenge=permission.code_challenge,
        expires_at=now + CODE_GOOD_FOR,
    )
    session.add(code)
    return secret


async def trade_code(
    session: AsyncSession,
    app: App,
    secret: str,
    *,
    redirect_uri: str,
    verifier: str,
    now: datetime,
    ids: Ids,
) -> tuple[Token, str]:
    """The token that a code stands for.

    Raises:
        OAuthError: the code is not good, or was given for another address or to another holder.
    """
    code = await apps.take_code(session, secret, app_id=app.id, now=now)
    is_holder = code is not None and (
        not code.code_challenge if not verifier else proves(verifier, code.code_challenge or "")
    )
    if code is None or not is_holder or code.redirect_uri != redirect_uri:
        raise _invalid_grant()
    return await issue_token(
        session, app, split(code.scopes), user_id=code.user_id, code_id=code.id, now=now, ids=ids
    )


async def trade_password(
    database: Database,
    passwords: Passwords,
    app: App,
    *,
    name: str,
    password: str,
    asked: str,
    now: datetime,
    ids: Ids,
) -> tuple[Token, str]:
    """A token for who gave the app name and password: only to try things out.

    Raises:
        OAuthError: they do not belong together.
    """
    scopes = require_scopes(app, asked)
    try:
        user = await sign_in(database, passwords, name=name, password=password)
    except WrongPasswordError as error:
        raise _invalid_grant() from error
    async with database.writing() as session:
        return await issue_token(session, app, scopes, user_id=user.id, now=now, ids=ids)


async def issue_token(
    session: AsyncSession,
    app: App,
    scopes: frozenset[str],
    *,
    user_id: int,
    code_id: int | None = None,
    now: datetime,
    ids: Ids,
) -> tuple[Token, str]:
    """A new token with which the app speaks for a member, and its secret."""
    token, secret = await tokens.issue(
        session, scopes, app_id=app.id, user_id=user_id, code_id=code_id, ids=ids
    )
    account_id = await users.account_of(session, user_id)
    await note(
        session,
        "token_issued",
        by=account_id,
        about=("token", token.id),
        now=now,
        app=app.name,
        scopes=token.scopes,
    )
    return token, secret


def _invalid_grant() -> OAuthError:
    return OAuthError(
        "invalid_grant",
        "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI "
        "used in the authorization request, or was issued to another client",
    )
