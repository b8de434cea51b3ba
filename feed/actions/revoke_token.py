"""An app gives a token back, or loses those it got by a stolen code."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.audit import Actor
from feed.store import apps, tokens
from feed.store.audit import note
from feed.store.tokens import Revoked


async def revoke_token(session: AsyncSession, secret: str, *, app_id: int, now: datetime) -> list[Revoked]:
    """The app's token is good no more; gives it, and nothing if there was none."""
    revoked = await tokens.revoke(session, secret, app_id=app_id)
    await _note(session, revoked, by=None, now=now)
    return revoked


async def end_app(
    session: AsyncSession, token_id: int, *, user_id: int, by: int, now: datetime
) -> list[Revoked]:
    """The user lets the app speak for them no more; gives its token, and nothing if it is none of theirs."""
    revoked = await tokens.revoke_of_user(session, token_id, user_id)
    await _note(session, revoked, by=by, now=now)
    return revoked


async def undo_first_use(session: AsyncSession, code: str, *, now: datetime) -> list[Revoked]:
    """A code that comes a second time was stolen by one of the two; neither keeps a token."""
    code_id = await apps.used_code(session, code)
    revoked = await tokens.revoke_from_code(session, code_id) if code_id else []
    await _note(session, revoked, by="nobody", now=now)
    return revoked


async def _note(
    session: AsyncSession, revoked: Sequence[Revoked], *, by: Actor | None, now: datetime
) -> None:
    """By None it is by whom the token was of. An app by itself is nobody, and its tokens are not noted."""
    for one in revoked:
        if one.account_id is not None:
            actor = one.account_id if by is None else by
            await note(session, "token_revoked", by=actor, about=("token", one.token_id), now=now)
