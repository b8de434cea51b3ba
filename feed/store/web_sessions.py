"""Browsers that are signed in."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.roles import Role
from feed.store.tables import User, WebSession
from feed.store.tokens import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Whose browser it is."""

    user_id: int
    account_id: int
    role: Role
    locale: str


async def open_session(
    session: AsyncSession, user_id: int, *, device: str, now: datetime, lasts: timedelta
) -> str:
    """The secret of a new cookie. Sessions that are over are forgotten on the way."""
    secret = secrets.token_urlsafe(32)
    await session.execute(delete(WebSession).where(WebSession.expires_at <= now))
    session.add(
        WebSession(
            token_hash=digest(secret), user_id=user_id, expires_at=now + lasts, opened_at=now, device=device
        )
    )
    return secret


async def who_is(session: AsyncSession, secret: str, *, now: datetime) -> SignedIn | None:
    """Who signed in with this cookie; None if it is not, or no longer, good."""
    statement = (
        select(User.id, User.account_id, User.role, User.locale)
        .join(WebSession, WebSession.user_id == User.id)
        .where(
            WebSession.token_hash == digest(secret),
            WebSession.expires_at > now,
            User.disabled_at.is_(None),
        )
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        return None
    user_id, account_id, role, locale = row
    return SignedIn(user_id=user_id, account_id=account_id, role=role, locale=locale)


async def close_session(session: AsyncSession, secret: str) -> None:
    """The cookie is good no more."""
    await session.execute(delete(WebSession).where(WebSession.token_hash == digest(secret)))


async def of_user(session: AsyncSession, user_id: int, *, now: datetime) -> list[WebSession]:
    """The browsers in which the user is signed in, the newest first."""
    query = select(WebSession).where(WebSession.user_id == user_id, WebSession.expires_at > now)
    return list(await session.scalars(query.order_by(WebSession.opened_at.desc())))


async def end(session: AsyncSession, user_id: int, *, beginning: str) -> None:
    """The user's session is over whose hash begins like this."""
    is_it = WebSession.token_hash.startswith(beginning, autoescape=True)
    await session.execute(delete(WebSession).where(WebSession.user_id == user_id, is_it))


async def end_others(session: AsyncSession, user_id: int, *, but: str) -> None:
    """Every session of the user is over but the one with this secret."""
    is_other = WebSession.token_hash != digest(but)
    await session.execute(delete(WebSession).where(WebSession.user_id == user_id, is_other))
