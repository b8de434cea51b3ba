"""Sign in: a name and a password become a user."""

from feed.actions.passwords import Passwords
from feed.errors import UnauthenticatedError
from feed.store.database import Database
from feed.store.tables import User
from feed.store.users import user_named


class WrongPasswordError(UnauthenticatedError):
    """No such user or not their password: the answer does not tell which."""

    safe = "The name or the password is wrong"

    def __init__(self, account_id: int | None = None) -> None:
        super().__init__()
        self.account_id = account_id  # whose door it was, for the audit log alone


async def sign_in(database: Database, passwords: Passwords, *, name: str, password: str) -> User:
    """The user with this name (or e-mail address) and password; an unknown one takes as long to refuse.

    Raises:
        WrongPasswordError: when they do not belong together.
    """
    async with database.reading() as session:
        user = await user_named(session, name)
    if not await passwords.match(user.password_hash if user else None, password) or user is None:
        raise WrongPasswordError(user.account_id if user else None)
    return user
