"""What an account was told, together with what is alike: one line for twenty who like the same status."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, delete, exists, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from feed.store.notifications import narrowed
from feed.store.paging import Page, Slice, read_entities
from feed.store.tables import Notification

MOST_SAMPLES = 8  # accounts of one group that are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Notifications told together. `newest` stands for all of them."""

    key: str
    newest: Notification
    oldest_id: int
    count: int
    sample: tuple[int, ...]  # accounts, the newest first


async def of_account(
    session: AsyncSession,
    account_id: int,
    page: Page,
    *,
    only: Collection[str],
    but: Collection[str],
    by: int | None,
    grouped: Collection[str],
    with_held_back: bool,
) -> Slice[Group]:
    """The groups, by the newest of each; only kinds among `grouped` are told together."""
    newer = aliased(Notification)
    has_newer = exists().where(
        newer.account_id == account_id,
        newer.group_key == Notification.group_key,
        newer.id > Notification.id,
        newer.is_held_back == Notification.is_held_back,
    )
    query = narrowed(select(Notification), account_id, only, but, by, with_held_back=with_held_back).where(
        or_(Notification.kind.not_in(grouped), not_(has_newer))
    )
    heads = await read_entities(session, query, Notification.id, page)
    groups = await _gathered(session, heads.rows, grouped)
    return Slice(rows=groups, older_than=heads.older_than, newer_than=heads.newer_than)


async def by_key(session: AsyncSession, account_id: int, key: str) -> Group | None:
    """The account's group of this key."""
    query = (
        select(Notification)
        .where(Notification.account_id == account_id, Notification.group_key == key)
        .order_by(Notification.id.desc())
        .limit(1)
    )
    newest = (await session.scalars(query)).one_or_none()
    return (await _gathered(session, [newest], [newest.kind]))[0] if newest else None


async def senders(session: AsyncSession, account_id: int, key: str, *, most: int) -> list[int]:
    """The accounts behind a group, the newest first."""
    query = (
        select(Notification.from_account_id)
        .where(Notification.account_id == account_id, Notification.group_key == key)
        .order_by(Notification.id.desc())
        .limit(most)
    )
    return list(dict.fromkeys(await session.scalars(query)))


async def dismiss(session: AsyncSession, account_id: int, key: str) -> None:
    """The whole group is gone."""
    await session.execute(
        delete(Notification).where(Notification.account_id == account_id, Notification.group_key == key)
    )


async def _gathered(
    session: AsyncSession, heads: Sequence[Notification], grouped: Collection[str]
) -> list[Group]:
    """The groups behind these heads, in the same order, by one statement."""
    counted: dict[str, tuple[int, int]] = {}
    samples: defaultdict[str, list[int]] = defaultdict(list)
    keys = {one.group_key for one in heads if one.kind in grouped}
    if keys:
        key = Notification.group_key
        ranked = (
            select(
                Notification.group_key,
                Notification.from_account_id,
                func.count().over(partition_by=key).label("size"),
                func.min(Notification.id).over(partition_by=key).label("oldest"),
                func.row_number().over(partition_by=key, order_by=Notification.id.desc()).label("place"),
            )
            .where(
                and_(Notification.account_id == heads[0].account_id, Notification.group_key.in_(keys)),
                Notification.is_held_back == heads[0].is_held_back,
            )
            .subquery()
        )
        query = select(ranked).where(ranked.c.place <= MOST_SAMPLES).order_by(ranked.c.place)
        for row in await session.execute(query):
            counted[row.group_key] = row.size, row.oldest
            samples[row.group_key].append(row.from_account_id)
    return [
        Group(
            key=one.group_key if one.group_key in counted else f"ungrouped-{one.id}",
            newest=one,
            oldest_id=counted.get(one.group_key, (1, one.id))[1],
            count=counted.get(one.group_key, (1, one.id))[0],
            sample=tuple(dict.fromkeys(samples.get(one.group_key, [one.from_account_id]))),
        )
        for one in heads
    ]
