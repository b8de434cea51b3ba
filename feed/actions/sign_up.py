"""Sign up: a person becomes a member."""

import re
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.passwords import Passwords, require_good
from feed.errors import InvalidError
from feed.ids import Ids
from feed.social.roles import Role
from feed.social.text import clean
from feed.store.database import Database
from feed.store.tables import Account, User
from feed.store.upsert import insert_into

_USERNAME = re.compile(r"[A-Za-z0-9_]{1,30}")
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,189}")
_RESERVED = {
    "admin",
    "administrator",
    "api",
    "auth",
    "kurumatomo",
    "oauth",
    "root",
    "staff",
    "support",
    "system",
}


async def sign_up(
    database: Database,
    passwords: Passwords,
    *,
    username: str,
    password: str,
    email: str | None = None,
    display_name: str = "",
    role: Role = "member",
    locale: str = "en",
    ids: Ids,
) -> User:
    """A new person with an account of their own.

    Raises:
        InvalidError: names the field that is not good, or taken.
    """
    require_good(password)
    email = (email or "").strip().lower() or None
    if not _USERNAME.fullmatch(username) or (username.lower() in _RESERVED and role == "member"):
        raise _wrong("username", "must be 1 to 30 letters, digits or _, and not a name of our own")
    if email is not None and not EMAIL.fullmatch(email):
        raise _wrong("email", "must be an e-mail address")
    password_hash = await passwords.hash(password)
    account_id, user_id = ids.next(), ids.next()
    account = {
        "id": account_id,
        "kind": "staff" if role in {"staff", "admin"} else "person",
        "username": username,
        "username_key": username.lower(),
        "display_name": clean(display_name)[:100],
        "default_language": locale,
    }
    user = {
        "id": user_id,
        "account_id": account_id,
        "email": email,
        "password_hash": password_hash,
        "role": role,
        "locale": locale,
    }
    async with database.writing() as session:
        if not await _insert(session, Account, account):
            raise _wrong("username", "is taken")
        if not await _insert(session, User, user):
            raise _wrong("email", "is taken")
        return (await session.scalars(select(User).where(User.id == user_id))).one()


async def _insert(session: AsyncSession, table: type[Account] | type[User], columns: dict[str, Any]) -> bool:
    statement = insert_into(session, table).values(columns).on_conflict_do_nothing().returning(table.id)
    return (await session.scalars(statement)).one_or_none() is not None


def _wrong(field: str, wrong: str) -> InvalidError:
    return InvalidError(f"{field} {wrong}", details={field: wrong})
