"""A forgotten password gives way to a new one, for who reads the mail of its owner."""

from datetime import datetime

from feed.actions.change_password import change_password
from feed.actions.passwords import Passwords, require_good
from feed.errors import NotFoundError
from feed.ids import Ids
from feed.store import mails
from feed.store.database import Database
from feed.store.users import user_named


async def ask_for_reset(database: Database, name: str, *, now: datetime, ids: Ids) -> None:
    """A letter is under way, if somebody of this name or address has confirmed one."""
    async with database.writing() as session:
        user = await user_named(session, name)
        if user and user.email and user.email_confirmed_at:
            await mails.write(session, "reset", user, user.email, now=now, ids=ids)


async def reset_password(
    database: Database, passwords: Passwords, secret: str, password: str, *, now: datetime
) -> None:
    """Only the new password opens the door, and whoever was in must come through it again.

    Raises:
        InvalidError: it is not good enough.
        NotFoundError: the link is none, too old, or was followed already.
    """
    require_good(password)
    password_hash = await passwords.hash(password)
    async with database.writing() as session:
        shown = await mails.proof(session, "reset", secret, now=now)
        if shown is None or shown.user.email != shown.address:
            raise NotFoundError
        await mails.spend(session, "reset", shown.user.id)
        await change_password(session, shown.user, password_hash, by="nobody", now=now)
