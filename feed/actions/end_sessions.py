"""Whatever somebody is signed in with is signed out: every browser and every app."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.audit import Actor
from feed.store import tokens
from feed.store.audit import note
from feed.store.tables import Token, User, WebSession


async def end_sessions(session: AsyncSession, user: User, *, by: Actor, now: datetime) -> Sequence[int]:
    """They must come in through the door again. Gives the tokens that are good no more, to be told of."""
    ended = await tokens.of_user(session, user.id)
    await session.execute(delete(WebSession).where(WebSession.user_id == user.id))
    await session.execute(delete(Token).where(Token.user_id == user.id))
    about = user.account_id
    await note(session, "sessions_ended", by=by, about=("account", about), now=now, tokens=len(ended))
    return ended
