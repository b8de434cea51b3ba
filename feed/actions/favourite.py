"""Favourite: somebody likes a status, or does no more."""

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import Ids
from feed.store import notifications
from feed.store.tables import Favourite, Status
from feed.store.upsert import insert_into
from feed.streaming.happening import Happening


async def favourite(session: AsyncSession, status: Status, *, by: int, ids: Ids) -> list[Happening]:
    """The account `by` likes the status; liking it twice is liking it once."""
    statement = (
        insert_into(session, Favourite)
        .values(id=ids.next(), account_id=by, status_id=status.id)
        .on_conflict_do_nothing()
        .returning(Favourite.id)
    )
    if (await session.scalars(statement)).one_or_none() is None:
        return []
    await _count(session, status, by=1)
    told = await notifications.notify(
        session, [status.account_id], "favourite", by=by, status_id=status.id, ids=ids
    )
    return [Happening("notification", notification_id) for notification_id in told]


async def unfavourite(session: AsyncSession, status: Status, *, by: int) -> None:
    """The account `by` does not like the status."""
    statement = (
        delete(Favourite)
        .where(Favourite.account_id == by, Favourite.status_id == status.id)
        .returning(Favourite.id)
    )
    if (await session.scalars(statement)).one_or_none() is not None:
        await _count(session, status, by=-1)
        await notifications.take_back(session, "favourite", to=status.account_id, by=by, status_id=status.id)


async def _count(session: AsyncSession, status: Status, *, by: int) -> None:
    statement = update(Status).where(Status.id == status.id)
    await session.execute(statement.values(favourites_count=Status.favourites_count + by))
