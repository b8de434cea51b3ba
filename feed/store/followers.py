"""All who follow an account, together."""

from sqlalchemy import delete, func, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import Account, Follow, HomeEntry, List, ListMember, Status


async def part_from_all(session: AsyncSession, account_id: int, *, but: int | None) -> int:
    """Nobody but the account `but` follows this one any more; gives how many did.

    What it said is off their home timelines, and it is off their lists.
    """
    spared = true() if but is None else Follow.account_id != but
    leaving = select(Follow.account_id).where(Follow.target_account_id == account_id, spared)
    said = select(Status.id).where(Status.account_id == account_id)
    theirs = select(List.id).where(List.account_id.in_(leaving))
    count = await session.scalar(select(func.count()).select_from(leaving.subquery())) or 0
    for statement in (
        delete(HomeEntry).where(HomeEntry.account_id.in_(leaving), HomeEntry.status_id.in_(said)),
        delete(ListMember).where(ListMember.account_id == account_id, ListMember.list_id.in_(theirs)),
        update(Account).where(Account.id.in_(leaving)).values(following_count=Account.following_count - 1),
        update(Account)
        .where(Account.id == account_id)
        .values(followers_count=Account.followers_count - count),
        delete(Follow).where(Follow.target_account_id == account_id, spared),
    ):
        await session.execute(statement, execution_options={"synchronize_session": False})
    return count
