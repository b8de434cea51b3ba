"""Hashtags: who follows and shows them, how often they are used, and what is talked about just now."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import Ids, first_id_at, moment_of
from feed.store.paging import Page, Slice, read_entities
from feed.store.tables import FeaturedTag, FollowedTag, Status, StatusTag
from feed.store.upsert import insert_into

DAYS = 7
_IDS_A_DAY = 86_400_000 << 16  # identifiers begin with their millisecond


@dataclass(frozen=True, slots=True)
class DayOfUse:
    """How often a hashtag was said in public on a day (UTC), and by how many."""

    day: date
    uses: int = 0
    accounts: int = 0


@dataclass(frozen=True, slots=True)
class Featured:
    """A hashtag shown on a profile, and what its owner said with it in public."""

    row: FeaturedTag
    statuses_count: int
    last_on: date | None


async def follow(session: AsyncSession, account_id: int, name: str, *, ids: Ids) -> None:
    """Public statuses with the hashtag come home to the account from now on."""
    row = {"id": ids.next(), "account_id": account_id, "name": name}
    await session.execute(insert_into(session, FollowedTag).values(row).on_conflict_do_nothing())


async def unfollow(session: AsyncSession, account_id: int, name: str) -> None:
    """They do not any more."""
    row = FollowedTag
    await session.execute(delete(row).where(row.account_id == account_id, row.name == name))


async def followed(session: AsyncSession, account_id: int, page: Page) -> Slice[FollowedTag]:
    """The hashtags an account follows, the newest first."""
    query = select(FollowedTag).where(FollowedTag.account_id == account_id)
    return await read_entities(session, query, FollowedTag.id, page)


async def followed_among(session: AsyncSession, account_id: int, names: Collection[str]) -> set[str]:
    """Those of the hashtags that the account follows."""
    query = select(FollowedTag.name).where(FollowedTag.account_id == account_id, FollowedTag.name.in_(names))
    return set(await session.scalars(query))


async def featured_among(session: AsyncSession, account_id: int, names: Collection[str]) -> set[str]:
    """Those of the hashtags that the account shows on its profile."""
    query = select(FeaturedTag.name).where(FeaturedTag.account_id == account_id, FeaturedTag.name.in_(names))
    return set(await session.scalars(query))


async def feature(session: AsyncSession, account_id: int, name: str, *, ids: Ids) -> FeaturedTag:
    """The account shows the hashtag on its profile."""
    row = {"id": ids.next(), "account_id": account_id, "name": name}
    await session.execute(insert_into(session, FeaturedTag).values(row).on_conflict_do_nothing())
    query = select(FeaturedTag).where(FeaturedTag.account_id == account_id, FeaturedTag.name == name)
    return (await session.scalars(query)).one()


async def unfeature(session: AsyncSession, account_id: int, featured_id: int) -> bool:
    """The account does not show it any more; False if it never did."""
    row = FeaturedTag
    gone = delete(row).where(row.account_id == account_id, row.id == featured_id).returning(row.id)
    return (await session.scalars(gone)).one_or_none() is not None


async def featured(session: AsyncSession, account_id: int) -> list[Featured]:
    """What the account shows, in the order in which it was chosen."""
    rows = list(
        await session.scalars(
            select(FeaturedTag).where(FeaturedTag.account_id == account_id).order_by(FeaturedTag.id)
        )
    )
    said = (
        select(StatusTag.name, func.count(), func.max(Status.id))
        .join(Status, Status.id == StatusTag.status_id)
        .where(StatusTag.name.in_([row.name for row in rows]), Status.account_id == account_id)
        .where(Status.visibility.in_(("public", "unlisted")))
        .group_by(StatusTag.name)
    )
    counts = {name: (count, moment_of(last).date()) for name, count, last in await session.execute(said)}
    return [Featured(row, *counts.get(row.name, (0, None))) for row in rows]


async def often_said_by(session: AsyncSession, account_id: int, *, most: int) -> list[str]:
    """The hashtags that an account said most often in public."""
    query = (
        select(StatusTag.name)
        .join(Status, Status.id == StatusTag.status_id)
        .where(Status.account_id == account_id, Status.visibility == "public")
        .group_by(StatusTag.name)
        .order_by(func.count().desc(), StatusTag.name)
    )
    return list(await session.scalars(query.limit(most)))


async def history(
    session: AsyncSession, names: Collection[str], *, now: datetime
) -> dict[str, list[DayOfUse]]:
    """The last seven days of each hashtag, today first."""
    today = now.date()
    day = (Status.id // _IDS_A_DAY).label("day")
    query = (
        select(StatusTag.name, day, func.count(), func.count(distinct(Status.account_id)))
        .join(Status, Status.id == StatusTag.status_id)
        .where(StatusTag.name.in_(names), Status.visibility == "public")
        .where(StatusTag.status_id >= first_id_at(now - timedelta(days=DAYS)))
        .group_by(StatusTag.name, day)
    )
    used: defaultdict[str, dict[date, DayOfUse]] = defaultdict(dict)
    for name, number, uses, accounts in await session.execute(query):
        on = date(1970, 1, 1) + timedelta(days=int(number))
        used[name][on] = DayOfUse(on, uses, accounts)
    days = [today - timedelta(days=number) for number in range(DAYS)]
    return {name: [used[name].get(on, DayOfUse(on)) for on in days] for name in names}


async def trending(session: AsyncSession, *, now: datetime, limit: int, offset: int) -> list[str]:
    """What most members said in public in the last days; what only one of them says is no trend."""
    members = func.count(distinct(Status.account_id))
    query = (
        select(StatusTag.name)
        .join(Status, Status.id == StatusTag.status_id)
        .where(Status.visibility == "public", StatusTag.status_id >= first_id_at(now - timedelta(days=DAYS)))
        .group_by(StatusTag.name)
        .having(members > 1)
        .order_by(members.desc(), func.count().desc(), StatusTag.name)
    )
    return list(await session.scalars(query.limit(limit).offset(offset)))
