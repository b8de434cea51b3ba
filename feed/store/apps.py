"""Clients, and the codes they trade for tokens."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import App, AuthorizationCode
from feed.store.tokens import digest


async def by_client_id(session: AsyncSession, client_id: str) -> App | None:
    """The client with this public name."""
    return (await session.scalars(select(App).where(App.client_id == client_id))).one_or_none()


async def by_id(session: AsyncSession, app_id: int) -> App | None:
    """The client with this identifier."""
    return await session.get(App, app_id)


async def take_code(
    session: AsyncSession, secret: str, *, app_id: int, now: datetime
) -> AuthorizationCode | None:
    """The app's code, used from now on; None if it never was, is out of date, or was used."""
    statement = (
        update(AuthorizationCode)
        .where(
            AuthorizationCode.code_hash == digest(secret),
            AuthorizationCode.app_id == app_id,
            AuthorizationCode.expires_at > now,
            AuthorizationCode.used_at.is_(None),
        )
        .values(used_at=now)
        .returning(AuthorizationCode)
    )
    return (await session.scalars(statement)).one_or_none()


async def used_code(session: AsyncSession, secret: str) -> int | None:
    """The id of a code that was used already."""
    query = select(AuthorizationCode.id).where(
        AuthorizationCode.code_hash == digest(secret), AuthorizationCode.used_at.is_not(None)
    )
    return (await session.scalars(query)).one_or_none()


async def shown(session: AsyncSession, app_id: int) -> dict[str, str | None] | None:
    """The app as what was posted with it shows it."""
    app = await session.get(App, app_id)
    return {"name": app.name, "website": app.website} if app else None
