"""A new password for a person; whatever was signed in with the old one is signed out."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.audit import Actor
from feed.store.audit import note
from feed.store.tables import Token, User, WebSession


async def change_password(
    session: AsyncSession, user: User, password_hash: str, *, by: Actor, now: datetime
) -> None:
    """Only the new password opens the door. Every browser and app of the user must come through it again."""
    user.password_hash = password_hash
    await session.execute(delete(WebSession).where(WebSession.user_id == user.id))
    await session.execute(delete(Token).where(Token.user_id == user.id))
    await note(session, "password_changed", by=by, about=("account", user.account_id), now=now)
