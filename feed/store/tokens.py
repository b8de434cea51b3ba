"""Tokens: known by their hash, never by themselves."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import Ids
from feed.social.roles import Role
from feed.store.tables import App, Token, User


def digest(secret: str) -> str:
    """What is stored of a token, code, cookie or app secret: long and random, they need no salt."""
    return sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a good token allows, and for whom; what is of the user is None for an app by itself."""

    token_id: int
    app_id: int | None
    scopes: str
    user_id: int | None
    account_id: int | None
    role: Role | None
    locale: str | None


@dataclass(frozen=True, slots=True)
class Revoked:
    """A token that was good until now, and whose it was; None for an app by itself."""

    token_id: int
    account_id: int | None


async def issue(
    session: AsyncSession,
    scopes: Iterable[str],
    *,
    app_id: int | None,
    user_id: int | None,
    code_id: int | None = None,
    ids: Ids,
) -> tuple[Token, str]:
    """A new token, and its secret, which nobody will ever see again."""
    secret = secrets.token_urlsafe(32)
    token = Token(
        id=ids.next(),
        token_hash=digest(secret),
        app_id=app_id,
        user_id=user_id,
        code_id=code_id,
        scopes=" ".join(sorted(scopes)),
    )
    session.add(token)
    await session.flush()
    return token, secret


async def revoke(session: AsyncSession, secret: str, *, app_id: int) -> list[Revoked]:
    """The app's token is good no more; gives it, and nothing if there is no such token of this app."""
    return await _gone(session, Token.token_hash == digest(secret), Token.app_id == app_id)


async def revoke_from_code(session: AsyncSession, code_id: int) -> list[Revoked]:
    """What was fetched with a code is good no more."""
    return await _gone(session, Token.code_id == code_id)


async def _gone(session: AsyncSession, *those: ColumnElement[bool]) -> list[Revoked]:
    whose = select(User.account_id).where(User.id == Token.user_id).scalar_subquery()
    found = (await session.execute(select(Token.id, whose).where(*those))).all()
    await session.execute(delete(Token).where(*those))
    return [Revoked(token_id, account_id) for token_id, account_id in found]


async def with_apps(session: AsyncSession, user_id: int) -> list[tuple[Token, str]]:
    """The tokens of a user, the newest first, each with the name of its app."""
    query = select(Token, App.name).join(App, App.id == Token.app_id).where(Token.user_id == user_id)
    return [(token, name) for token, name in await session.execute(query.order_by(Token.id.desc()))]


async def revoke_of_user(session: AsyncSession, token_id: int, user_id: int) -> list[Revoked]:
    """The user's token is good no more; gives it, and nothing if there is no such token of theirs."""
    return await _gone(session, Token.id == token_id, Token.user_id == user_id)


async def of_user(session: AsyncSession, user_id: int) -> list[int]:
    """The ids of the tokens of a user."""
    return list(await session.scalars(select(Token.id).where(Token.user_id == user_id)))


async def grant_of(session: AsyncSession, secret: str) -> Grant | None:
    """What the token allows; None if there is no such token or its user may not come in."""
    statement = (
        select(Token.id, Token.app_id, Token.scopes, Token.user_id, User.account_id, User.role, User.locale)
        .join(User, Token.user_id == User.id, isouter=True)
        .where(Token.token_hash == digest(secret), User.disabled_at.is_(None))
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        return None
    token_id, app_id, scopes, user_id, account_id, role, locale = row
    return Grant(
        token_id=token_id,
        app_id=app_id,
        scopes=scopes,
        user_id=user_id,
        account_id=account_id,
        role=role,
        locale=locale,
    )
