"""Tokens: found by their hash, never by themselves."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.roles import Role
from feed.store.tables import Token, User


def digest(secret: str) -> str:
    """What is stored of a token, code, cookie or app secret: long and random, they need no salt."""
    return sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a good token allows, and for whom; user, account and role are None for an app by itself."""

    token_id: int
    app_id: int | None
    scopes: str
    user_id: int | None
    account_id: int | None
    role: Role | None


async def grant_of(session: AsyncSession, secret: str) -> Grant | None:
    """What the token allows; None if there is no such token or its user may not come in."""
    statement = (
        select(Token.id, Token.app_id, Token.scopes, Token.user_id, User.account_id, User.role)
        .join(User, Token.user_id == User.id, isouter=True)
        .where(Token.token_hash == digest(secret), User.disabled_at.is_(None))
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        return None
    token_id, app_id, scopes, user_id, account_id, role = row
    return Grant(
        token_id=token_id, app_id=app_id, scopes=scopes, user_id=user_id, account_id=account_id, role=role
    )
