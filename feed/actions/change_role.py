"""Somebody becomes a member, dealer, staff or admin."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.audit import Actor
from feed.social.roles import Role, is_staff
from feed.store.audit import note
from feed.store.tables import Account, User


async def change_role(
    session: AsyncSession, account: Account, user: User, role: Role, *, by: Actor, now: datetime
) -> None:
    """They are that from now on, and their account is shown as what it is."""
    before, user.role = user.role, role
    account.kind = "staff" if is_staff(role) else "person"
    await note(
        session, "role_changed", by=by, about=("account", account.id), now=now, before=before, role=role
    )
