"""An address becomes somebody's: they name it, and follow the link in a letter that goes there."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.sign_up import EMAIL
from feed.errors import InvalidError, NotFoundError
from feed.ids import Ids
from feed.store import digests, mails
from feed.store.tables import User


async def name_address(session: AsyncSession, user: User, address: str, *, now: datetime, ids: Ids) -> None:
    """A letter to this address is under way; until its link is followed nothing changes.

    Raises:
        InvalidError: it is no address.
    """
    address = address.strip().lower()
    if not EMAIL.fullmatch(address):
        raise InvalidError("email must be an e-mail address", details={"email": "must be an e-mail address"})
    await mails.write(session, "confirm", user, address, now=now, ids=ids)


async def confirm_address(session: AsyncSession, secret: str, *, now: datetime) -> User:
    """The address is its reader's from now on.

    Raises:
        NotFoundError: the link is none, too old, or was followed already.
        InvalidError: somebody else here has the address by now.
    """
    shown = await mails.proof(session, "confirm", secret, now=now)
    if shown is None:
        raise NotFoundError
    taken = select(User.id).where(User.email == shown.address, User.id != shown.user.id)
    if await session.scalar(taken):
        raise InvalidError("email is taken", details={"email": "is taken"})
    shown.user.email, shown.user.email_confirmed_at = shown.address, now
    await mails.spend(session, "confirm", shown.user.id)
    return shown.user


async def forget_address(session: AsyncSession, user: User) -> None:
    """Nothing is sent to the user any more, and they sign in by name."""
    user.email, user.email_confirmed_at = None, None
    await digests.forget(session, user.id)
    for kind in mails.LASTS:
        await mails.spend(session, kind, user.id)
