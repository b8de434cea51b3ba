"""Who may know whom an account knows: its followers, and whom it follows."""

from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.roles import Role
from feed.store import relations
from feed.store.tables import Account


async def is_known_to(
    session: AsyncSession, account: Account, *, viewer_id: int | None, role: Role | None
) -> bool:
    """Whether the viewer may know the account's company.

    That of a car is for its followers and the staff: it tells whose car it is. That of a person is for
    everybody, unless the person hides it.
    """
    if role in {"staff", "admin"} or viewer_id == account.id:
        return True
    if account.kind != "car":
        return not account.hides_company
    if viewer_id is None:
        return False
    return (await relations.between(session, viewer_id, [account.id]))[account.id].following
