"""An account and all that hangs on it go, and everybody else's counts are right again."""

from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import QueryableAttribute, aliased

from feed.store.tables import Account, Favourite, Follow, Status

Column = QueryableAttribute[Any]

_said = aliased(Status)  # apart from the status that counts its answers

_COUNTED: tuple[
    tuple[Column, Column, Column, Column], ...
] = (  # what is counted by whom, and of what, and where
    (Follow.account_id, Follow.target_account_id, Account.id, Account.followers_count),
    (Follow.target_account_id, Follow.account_id, Account.id, Account.following_count),
    (Favourite.account_id, Favourite.status_id, Status.id, Status.favourites_count),
    (_said.account_id, _said.reblog_of_id, Status.id, Status.reblogs_count),
    (_said.account_id, _said.in_reply_to_id, Status.id, Status.replies_count),
)


async def erase(session: AsyncSession, account_id: int) -> None:
    """Nothing of the account is left: its rows go with it."""
    for who, of_what, key, counter in _COUNTED:
        table = key.class_
        theirs = select(of_what).where(who == account_id)
        fewer = select(func.count()).where(who == account_id, of_what == key).scalar_subquery()
        await session.execute(update(table).where(key.in_(theirs)).values({counter: counter - fewer}))
    await session.execute(delete(Account).where(Account.id == account_id))
