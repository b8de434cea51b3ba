"""Accounts that somebody reads together."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import NotFoundError
from feed.ids import Ids
from feed.store.tables import Follow, List, ListMember
from feed.store.upsert import insert_into


async def of_account(session: AsyncSession, account_id: int, *, with_member: int | None = None) -> list[List]:
    """The account's lists, oldest first; only those with this member, if one is named."""
    query = select(List).where(List.account_id == account_id).order_by(List.id)
    if with_member is not None:
        query = query.where(
            List.id.in_(select(ListMember.list_id).where(ListMember.account_id == with_member))
        )
    return list(await session.scalars(query))


async def required(session: AsyncSession, list_id: int, account_id: int) -> List:
    """The account's list.

    Raises:
        NotFoundError: it has no such list.
    """
    query = select(List).where(List.id == list_id, List.account_id == account_id)
    found = (await session.scalars(query)).one_or_none()
    if found is None:
        raise NotFoundError
    return found


async def part(session: AsyncSession, owner_id: int, member_id: int) -> None:
    """The member is on no list of the owner's."""
    theirs = select(List.id).where(List.account_id == owner_id)
    await session.execute(
        delete(ListMember).where(ListMember.account_id == member_id, ListMember.list_id.in_(theirs))
    )


async def add(session: AsyncSession, to: List, account_ids: Collection[int], *, ids: Ids) -> None:
    """These accounts are on the list.

    Raises:
        NotFoundError: the list's owner does not follow all of them.
    """
    query = select(Follow.target_account_id).where(
        Follow.account_id == to.account_id, Follow.target_account_id.in_(account_ids)
    )
    followed = set(await session.scalars(query)) | ({to.account_id} & set(account_ids))
    if followed != set(account_ids):
        raise NotFoundError
    for account_id in sorted(followed):
        statement = insert_into(session, ListMember).values(
            id=ids.next(), list_id=to.id, account_id=account_id
        )
        await session.execute(statement.on_conflict_do_nothing())


async def remove(session: AsyncSession, from_list: List, account_ids: Collection[int]) -> None:
    """These accounts are not on the list."""
    await session.execute(
        delete(ListMember).where(ListMember.list_id == from_list.id, ListMember.account_id.in_(account_ids))
    )
