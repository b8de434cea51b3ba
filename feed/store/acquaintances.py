"""Members one may like to know, and by whom one knows them already."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import ColumnElement, exists, func, not_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from feed.store.tables import Account, Block, Follow, FollowRequest, Mute, Status, SuggestionDismissal
from feed.store.upsert import insert_into


async def suggested(session: AsyncSession, viewer_id: int, *, limit: int) -> list[Account]:
    """Whom those whom the viewer follows follow most, as far as these wish to be found."""
    mine, theirs = aliased(Follow), aliased(Follow)
    friends = func.count()
    query = (
        select(Account)
        .join(theirs, theirs.target_account_id == Account.id)
        .join(mine, mine.target_account_id == theirs.account_id)
        .where(mine.account_id == viewer_id, Account.id != viewer_id)
        .where(Account.discoverable, Account.limited_at.is_(None), *_unknown_to(viewer_id))
        .group_by(Account.id)
        .order_by(friends.desc(), Account.id.desc())
    )
    return list(await session.scalars(query.limit(limit)))


async def cars_heard_of_late(session: AsyncSession, viewer_id: int, *, limit: int) -> list[Account]:
    """Cars on the public timeline that the viewer does not know yet, the last to speak first."""
    newest = func.max(Status.id)
    query = (
        select(Account)
        .join(Status, Status.account_id == Account.id)
        .where(Account.kind == "car", Status.visibility == "public")
        .where(Account.limited_at.is_(None), *_unknown_to(viewer_id))
        .group_by(Account.id)
        .order_by(newest.desc())
    )
    return list(await session.scalars(query.limit(limit)))


async def dismiss(session: AsyncSession, viewer_id: int, account_id: int) -> None:
    """The account is not suggested to the viewer again."""
    row = {"account_id": viewer_id, "target_account_id": account_id}
    await session.execute(insert_into(session, SuggestionDismissal).values(row).on_conflict_do_nothing())


async def familiar(
    session: AsyncSession, viewer_id: int, account_ids: Collection[int], *, most: int
) -> dict[int, list[Account]]:
    """For each of the accounts, those of its followers whom the viewer follows."""
    mine, theirs = aliased(Follow), aliased(Follow)
    place = func.row_number().over(partition_by=theirs.target_account_id, order_by=theirs.id.desc())
    ranked = (
        select(
            theirs.target_account_id.label("of"), theirs.account_id.label("follower"), place.label("place")
        )
        .join(mine, mine.target_account_id == theirs.account_id)
        .where(mine.account_id == viewer_id, theirs.target_account_id.in_(account_ids))
        .subquery()
    )
    query = (
        select(ranked.c.of, Account)
        .join(Account, Account.id == ranked.c.follower)
        .where(ranked.c.place <= most)
        .order_by(ranked.c.place)
    )
    found: defaultdict[int, list[Account]] = defaultdict(list)
    for of, account in await session.execute(query):
        found[of].append(account)
    return found


async def directory(
    session: AsyncSession, viewer_id: int | None, *, newest_first: bool, limit: int, offset: int
) -> list[Account]:
    """Members who wish to be found, the last who joined, or who said something, first."""
    order = (Account.id.desc(),) if newest_first else (Account.last_status_on.desc(), Account.id.desc())
    query = select(Account).where(Account.discoverable, Account.limited_at.is_(None)).order_by(*order)
    if not newest_first:
        query = query.where(Account.last_status_on.is_not(None))
    if viewer_id is not None:
        query = query.where(*_apart_from(viewer_id))
    return list(await session.scalars(query.limit(limit).offset(offset)))


def _unknown_to(viewer_id: int) -> tuple[ColumnElement[bool], ...]:
    """Neither followed nor asked, nor dismissed, nor kept away."""
    ties = (Follow, FollowRequest, SuggestionDismissal)
    return (
        *(
            not_(exists().where(tie.account_id == viewer_id, tie.target_account_id == Account.id))
            for tie in ties
        ),
        *_apart_from(viewer_id),
    )


def _apart_from(viewer_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        not_(exists().where(Block.account_id == viewer_id, Block.target_account_id == Account.id)),
        not_(exists().where(Block.account_id == Account.id, Block.target_account_id == viewer_id)),
        not_(exists().where(Mute.account_id == viewer_id, Mute.target_account_id == Account.id)),
    )
