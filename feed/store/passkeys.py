"""Passkeys, and the challenges that are still to be signed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import Passkey, PasskeyChallenge
from feed.store.tokens import digest


async def remember_challenge(
    session: AsyncSession, challenge: bytes, *, now: datetime, until: datetime
) -> None:
    """The challenge may be signed until then. Those that are over are forgotten on the way."""
    await session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.expires_at <= now))
    session.add(PasskeyChallenge(digest=digest(challenge.hex()), expires_at=until))


async def take_challenge(session: AsyncSession, challenge: bytes, *, now: datetime) -> bool:
    """Whether the challenge is one of ours; from now on it is not."""
    gone = delete(PasskeyChallenge).where(
        PasskeyChallenge.digest == digest(challenge.hex()), PasskeyChallenge.expires_at > now
    )
    return (await session.scalars(gone.returning(PasskeyChallenge.digest))).one_or_none() is not None


async def of_account(session: AsyncSession, account_id: int) -> Sequence[Passkey]:
    """The account's keys, the oldest first."""
    query = select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)
    return (await session.scalars(query)).all()


async def by_credential(session: AsyncSession, credential: bytes) -> Passkey | None:
    """The key with this name of its own; nobody else uses it meanwhile."""
    query = select(Passkey).where(Passkey.credential == credential).with_for_update()
    return (await session.scalars(query)).one_or_none()


async def remove(session: AsyncSession, passkey_id: int, account_id: int) -> None:
    """The account's key opens nothing any more."""
    await session.execute(delete(Passkey).where(Passkey.id == passkey_id, Passkey.account_id == account_id))
