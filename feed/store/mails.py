"""Letters to be sent, each once, and the secrets in them, each good for a while."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import Ids
from feed.store.tables import MailLetter, MailSecret, User
from feed.store.tokens import digest

Kind = Literal["confirm", "reset", "digest"]

LEASE = timedelta(minutes=2)  # so long a letter is in the hands of the worker that took it
FIRST_PAUSE = timedelta(minutes=1)
MOST_ATTEMPTS = 9  # about four hours of them
LASTS: dict[Kind, timedelta] = {
    "confirm": timedelta(days=2),
    "reset": timedelta(hours=1),
    "digest": timedelta(days=60),  # with its secret one has no more of them
}


@dataclass(frozen=True, slots=True)
class Proof:
    """Who showed the secret of a letter, and where the letter went."""

    user: User
    address: str


async def write(
    session: AsyncSession,
    kind: Kind,
    user: User,
    address: str,
    *,
    now: datetime,
    ids: Ids,
    since: datetime | None = None,
) -> None:
    """A letter is to be sent, in place of one of its kind that still waits."""
    waiting = (MailLetter.user_id == user.id, MailLetter.kind == kind)
    await session.execute(delete(MailLetter).where(*waiting))
    made = MailLetter(id=ids.next(), user_id=user.id, kind=kind, address=address, since=since, due_at=now)
    session.add(made)


async def take_due(session: AsyncSession, *, now: datetime, most: int) -> list[MailLetter]:
    """Letters that are due, for this worker alone until the lease is over."""
    due = (
        select(MailLetter.id)
        .where(MailLetter.due_at <= now)
        .order_by(MailLetter.due_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(MailLetter)
        .where(MailLetter.id.in_(due.scalar_subquery()))
        .values(due_at=now + LEASE, attempts=MailLetter.attempts + 1)
        .returning(MailLetter)
    )
    return list(await session.scalars(taken))


async def settle(session: AsyncSession, letter_ids: Collection[int]) -> None:
    """These letters need not be sent any more."""
    await session.execute(delete(MailLetter).where(MailLetter.id.in_(letter_ids)))


async def put_off(session: AsyncSession, letters: Sequence[MailLetter], *, now: datetime) -> None:
    """These are tried again, each time after twice the pause; those tried often enough are given up."""
    await settle(session, [one.id for one in letters if one.attempts >= MOST_ATTEMPTS])
    for one in letters:
        pause = FIRST_PAUSE * (1 << one.attempts - 1)
        again = update(MailLetter).where(MailLetter.id == one.id).values(due_at=now + pause)
        await session.execute(again)


async def new_secret(session: AsyncSession, letter: MailLetter, *, kind: Kind, now: datetime) -> str:
    """The secret for a letter, which nobody else will see; of a digest former ones stay good."""
    if kind != "digest":
        former = (MailSecret.user_id == letter.user_id, MailSecret.kind == kind)
        await session.execute(delete(MailSecret).where(*former))
    secret = secrets.token_urlsafe(32)
    made = MailSecret(
        secret_hash=digest(secret),
        user_id=letter.user_id,
        kind=kind,
        address=letter.address,
        expires_at=now + LASTS[kind],
    )
    session.add(made)
    return secret


async def proof(session: AsyncSession, kind: Kind, secret: str, *, now: datetime) -> Proof | None:
    """What the secret proves; None if there is none, its time is over, or its user may not come in."""
    query = (
        select(User, MailSecret.address)
        .join(MailSecret, MailSecret.user_id == User.id)
        .where(MailSecret.secret_hash == digest(secret), MailSecret.kind == kind)
        .where(MailSecret.expires_at > now, User.disabled_at.is_(None))
    )
    row = (await session.execute(query)).one_or_none()
    return Proof(*row) if row else None


async def spend(session: AsyncSession, kind: Kind, user_id: int) -> None:
    """The secrets of this kind are good no more, and no letter with one is under way."""
    for table in (MailSecret, MailLetter):
        await session.execute(delete(table).where(table.user_id == user_id, table.kind == kind))


async def clear(session: AsyncSession, *, now: datetime) -> None:
    """Secrets whose time is over are gone."""
    await session.execute(delete(MailSecret).where(MailSecret.expires_at <= now))
