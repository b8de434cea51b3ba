"""Follow: somebody's posts come home, at once or after their yes."""

from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import NotAllowedError, NotFoundError
from feed.ids import Ids
from feed.store import commanders, friends, home, lists, notifications
from feed.store.relations import between
from feed.store.tables import Account, Follow, FollowRequest
from feed.store.upsert import insert_into
from feed.streaming.happening import Happening


async def follow(
    session: AsyncSession,
    target: Account,
    *,
    by: int,
    show_reblogs: bool | None = None,
    notify: bool | None = None,
    ids: Ids,
) -> list[Happening]:
    """The account `by` follows the target, or asks to if the target is locked. None leaves a wish as it was.

    Raises:
        NotAllowedError: one of the two blocks the other, or they are the same.
    """
    relation = (await between(session, by, [target.id]))[target.id]
    if target.id == by or relation.blocking or relation.blocked_by:
        raise NotAllowedError
    given = {"show_reblogs": show_reblogs, "notify": notify}
    wishes = {name: wish for name, wish in given.items() if wish is not None}
    if relation.following or relation.requested:
        await _change_wishes(session, Follow if relation.following else FollowRequest, target.id, by, wishes)
        return []
    if target.locked:
        is_new, kind = await _insert(session, FollowRequest, target.id, by, wishes, ids), "follow_request"
    else:
        is_new, kind = await begin_following(session, target.id, by=by, wishes=wishes, ids=ids), "follow"
    told = await notifications.notify(session, [target.id], kind, by=by, ids=ids) if is_new else []
    return [Happening("notification", notification_id) for notification_id in told]


async def begin_following(
    session: AsyncSession, target_id: int, *, by: int, wishes: dict[str, bool] | None = None, ids: Ids
) -> bool:
    """The account `by` follows the target without being asked or announced; False: it did already.

    This is what an owner does with the car just claimed, and what a yes to a request leads to.
    """
    await friends.tell_of_tie(session, by, target_id)
    await _take_request(session, target_id, by)
    if not await _insert(session, Follow, target_id, by, wishes or {}, ids):
        return False
    await _count(session, target_id, by, change=1)
    await home.catch_up(session, by, target_id)
    return True


async def accept(session: AsyncSession, target_id: int, *, of: int, ids: Ids) -> None:
    """The target's yes: `of` follows it.

    Raises:
        NotFoundError: nobody asked.
    """
    asked = await _take_request(session, target_id, of)
    if asked is None:
        raise NotFoundError
    await notifications.take_back(session, "follow_request", to=target_id, by=of)
    await begin_following(session, target_id, by=of, wishes=asked, ids=ids)


async def reject(session: AsyncSession, target_id: int, *, of: int) -> None:
    """The target's no: `of` does not wait any longer.

    Raises:
        NotFoundError: nobody asked.
    """
    if await _take_request(session, target_id, of) is None:
        raise NotFoundError
    await notifications.take_back(session, "follow_request", to=target_id, by=of)


async def unfollow(session: AsyncSession, target_id: int, *, by: int) -> None:
    """The account `by` neither follows the target nor waits to, nor commands it if it is a car."""
    await commanders.part(session, target_id, by=by)
    await friends.tell_of_tie(session, by, target_id)
    if await _take_request(session, target_id, by) is not None:
        await notifications.take_back(session, "follow_request", to=target_id, by=by)
    gone = delete(Follow).where(Follow.account_id == by, Follow.target_account_id == target_id)
    if (await session.scalars(gone.returning(Follow.id))).one_or_none() is not None:
        await _count(session, target_id, by, change=-1)
        await home.part(session, by, target_id)
        await lists.part(session, by, target_id)


async def _take_request(session: AsyncSession, target_id: int, by: int) -> dict[str, bool] | None:
    taken = delete(FollowRequest).where(
        FollowRequest.account_id == by, FollowRequest.target_account_id == target_id
    )
    row = (
        await session.execute(taken.returning(FollowRequest.show_reblogs, FollowRequest.notify))
    ).one_or_none()
    return None if row is None else {"show_reblogs": row.show_reblogs, "notify": row.notify}


async def _insert(
    session: AsyncSession,
    tie: type[Follow] | type[FollowRequest],
    target_id: int,
    by: int,
    wishes: dict[str, bool],
    ids: Ids,
) -> bool:
    columns: dict[str, Any] = {"id": ids.next(), "account_id": by, "target_account_id": target_id}
    statement = insert_into(session, tie).values(columns | wishes).on_conflict_do_nothing().returning(tie.id)
    return (await session.scalars(statement)).one_or_none() is not None


async def _change_wishes(
    session: AsyncSession,
    tie: type[Follow] | type[FollowRequest],
    target_id: int,
    by: int,
    wishes: dict[str, bool],
) -> None:
    if wishes:
        mine = update(tie).where(tie.account_id == by, tie.target_account_id == target_id)
        await session.execute(mine.values(wishes))


async def _count(session: AsyncSession, target_id: int, by: int, *, change: int) -> None:
    counters = {target_id: Account.followers_count, by: Account.following_count}
    for account_id, counter in sorted(counters.items()):  # everybody takes the locks in one order
        await session.execute(
            update(Account).where(Account.id == account_id).values({counter: counter + change})
        )
