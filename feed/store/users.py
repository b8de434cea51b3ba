"""Human beings who sign in."""

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import Account, User


async def user_named(session: AsyncSession, name: str) -> User | None:
    """The user with this username or e-mail address, if there is one who may come in."""
    key = name.strip().lstrip("@").lower()
    statement = (
        select(User)
        .join(Account, Account.id == User.account_id)
        .where(
            or_(Account.username_key == key, User.email == key),
            User.disabled_at.is_(None),
        )
    )
    return (await session.scalars(statement)).one_or_none()


async def account_of(session: AsyncSession, user_id: int) -> int:
    """The account a human being speaks through."""
    return (await session.scalars(select(User.account_id).where(User.id == user_id))).one()


async def user_of_account(session: AsyncSession, account_id: int) -> User | None:
    """The human being behind an account; None for a car."""
    return (await session.scalars(select(User).where(User.account_id == account_id))).one_or_none()
