"""What the staff tells everybody, found by what one knows of it."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import Announcement, AnnouncementDismissal, AnnouncementReaction, User
from feed.store.upsert import insert_into


class Reaction(NamedTuple):
    """How often a small picture was given in answer."""

    announcement_id: int
    name: str
    times: int
    is_mine: bool


async def shown(session: AsyncSession, *, now: datetime) -> list[Announcement]:
    """What everybody is told at present, the oldest first."""
    query = select(Announcement).where(
        Announcement.removed_at.is_(None), or_(Announcement.over_at.is_(None), Announcement.over_at > now)
    )
    return list(await session.scalars(query.order_by(Announcement.id)))


async def one(session: AsyncSession, announcement_id: int, *, now: datetime) -> Announcement | None:
    """An announcement that is shown at present."""
    found = await session.get(Announcement, announcement_id)
    is_shown = found and found.removed_at is None and (found.over_at is None or found.over_at > now)
    return found if is_shown else None


async def dismissed_by(session: AsyncSession, account_id: int) -> set[int]:
    """Which of them the account has read."""
    row = AnnouncementDismissal
    return set(await session.scalars(select(row.announcement_id).where(row.account_id == account_id)))


async def dismiss(session: AsyncSession, announcement_id: int, account_id: int) -> None:
    """The account has read it."""
    columns = {"announcement_id": announcement_id, "account_id": account_id}
    await session.execute(
        insert_into(session, AnnouncementDismissal).values(columns).on_conflict_do_nothing()
    )


async def reactions(
    session: AsyncSession, announcement_ids: Collection[int], viewer_id: int | None = None
) -> list[Reaction]:
    """What was given in answer to these, what came first first."""
    row = AnnouncementReaction
    mine = func.max(case((row.account_id == viewer_id, 1), else_=0))
    query = (
        select(row.announcement_id, row.name, func.count(), mine)
        .where(row.announcement_id.in_(announcement_ids))
        .group_by(row.announcement_id, row.name)
        .order_by(func.min(row.id))
    )
    return [
        Reaction(which, name, count, bool(own)) for which, name, count, own in await session.execute(query)
    ]


async def react(
    session: AsyncSession, announcement_id: int, name: str, account_id: int, *, reaction_id: int
) -> bool:
    """The account answers by this; False if it did before."""
    columns = {
        "id": reaction_id,
        "announcement_id": announcement_id,
        "name": name,
        "account_id": account_id,
    }
    row = AnnouncementReaction
    statement = insert_into(session, row).values(columns).on_conflict_do_nothing().returning(row.id)
    return await session.scalar(statement) is not None


async def react_no_more(session: AsyncSession, announcement_id: int, name: str, account_id: int) -> bool:
    """The account does not answer by this any more; False if it did not before."""
    row = AnnouncementReaction
    statement = delete(row).where(
        row.announcement_id == announcement_id, row.name == name, row.account_id == account_id
    )
    return await session.scalar(statement.returning(row.id)) is not None


async def tell(session: AsyncSession, *, now: datetime) -> list[int]:
    """What nobody was told of yet counts as told from now on; whoever asks next is given nothing."""
    untold = update(Announcement).where(Announcement.told_at.is_(None), Announcement.removed_at.is_(None))
    return list(await session.scalars(untold.values(told_at=now).returning(Announcement.id)))


async def clear_away(session: AsyncSession, *, now: datetime) -> list[int]:
    """What is over, or was taken back, has no row any more."""
    gone = delete(Announcement).where(or_(Announcement.removed_at.is_not(None), Announcement.over_at <= now))
    return list(await session.scalars(gone.returning(Announcement.id)))


async def languages_of(session: AsyncSession, account_ids: Collection[int]) -> dict[int, str]:
    """In which language members read."""
    query = select(User.account_id, User.locale).where(User.account_id.in_(account_ids))
    return dict((await session.execute(query)).all())


async def counts(session: AsyncSession) -> dict[int, int]:
    """How many have read each."""
    row = AnnouncementDismissal
    query = select(row.announcement_id, func.count()).group_by(row.announcement_id)
    return dict((await session.execute(query)).all())
