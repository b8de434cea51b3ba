"""What an account is told about."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Select, delete, func, not_, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import Ids, moment_of
from feed.store import pushes
from feed.store.paging import Page, Slice, read_entities
from feed.store.reception import treatments
from feed.store.tables import Notification, NotificationRequest
from feed.store.upsert import insert_into

GROUP_SPAN_S = 12 * 3600  # what happens within half a day may be told together
GROUPED = ("favourite", "reblog", "follow")
KINDS = ("mention", "status", "reblog", "follow", "follow_request", "favourite", "update", "poll")


async def notify(
    session: AsyncSession,
    receivers: Iterable[int],
    kind: str,
    *,
    by: int,
    status_id: int | None = None,
    ids: Ids,
    also_self: bool = False,
) -> list[int]:
    """The receivers are told, but for those who do not want to be; gives the new notifications' ids.

    Those of whom a receiver wishes to be asked first wait, and are not among them.
    """
    others = set(receivers) if also_self else set(receivers) - {by}
    if not others:
        return []
    now = moment_of(ids.next())
    treated = await treatments(session, others, kind, by=by, status_id=status_id, now=now)
    told = [
        _notification(
            ids.next(), account_id, kind, by, status_id, is_held_back=treated[account_id] == "filter"
        )
        for account_id in sorted(others)
        if treated[account_id] != "drop"
    ]
    session.add_all(told)
    for one in told:
        if one.is_held_back:
            row = {
                "id": ids.next(),
                "account_id": one.account_id,
                "from_account_id": by,
                "is_accepted": False,
            }
            await session.execute(
                insert_into(session, NotificationRequest).values(row).on_conflict_do_nothing()
            )
    heard = [one for one in told if not one.is_held_back]
    if heard:
        await session.flush()
        await pushes.write(session, [(one.account_id, one.id) for one in heard], now=now, ids=ids)
    return [one.id for one in heard]


def _notification(
    new_id: int, account_id: int, kind: str, by: int, status_id: int | None, *, is_held_back: bool
) -> Notification:
    if kind in GROUPED:
        about = f"{kind}-{status_id}" if status_id else kind
        key = f"{about}-{int(moment_of(new_id).timestamp() // GROUP_SPAN_S)}"
    else:
        key = f"ungrouped-{new_id}"
    return Notification(
        id=new_id,
        account_id=account_id,
        kind=kind,
        from_account_id=by,
        status_id=status_id,
        group_key=key,
        is_held_back=is_held_back,
    )


async def take_back(
    session: AsyncSession, kind: str, *, to: int, by: int, status_id: int | None = None
) -> None:
    """What was told is not true any more."""
    await session.execute(
        delete(Notification).where(
            Notification.account_id == to,
            Notification.kind == kind,
            Notification.from_account_id == by,
            Notification.status_id == status_id if status_id else Notification.status_id.is_(None),
        )
    )


async def of_account(
    session: AsyncSession,
    account_id: int,
    page: Page,
    *,
    only: Collection[str] = (),
    but: Collection[str] = (),
    by: int | None = None,
    with_held_back: bool = False,
) -> Slice[Notification]:
    """What the account was told, newest first; `only` and `but` are kinds."""
    return await read_entities(
        session,
        narrowed(select(Notification), account_id, only, but, by, with_held_back=with_held_back),
        Notification.id,
        page,
    )


def narrowed(
    query: Select[Any],
    account_id: int,
    only: Collection[str],
    but: Collection[str],
    by: int | None,
    *,
    with_held_back: bool,
) -> Select[Any]:
    """The query for what the account was told, of these kinds and by these."""
    query = query.where(Notification.account_id == account_id)
    if not with_held_back:
        query = query.where(not_(Notification.is_held_back))
    if only:
        query = query.where(Notification.kind.in_(only))
    if but:
        query = query.where(Notification.kind.not_in(but))
    if by is not None:
        query = query.where(Notification.from_account_id == by)
    return query


async def one(session: AsyncSession, notification_id: int, account_id: int) -> Notification | None:
    """A notification of this account."""
    query = select(Notification).where(
        Notification.id == notification_id, Notification.account_id == account_id
    )
    return (await session.scalars(query)).one_or_none()


async def by_ids(session: AsyncSession, notification_ids: Collection[int]) -> list[Notification]:
    """The notifications there are among these, oldest first."""
    query = select(Notification).where(Notification.id.in_(notification_ids)).order_by(Notification.id)
    return list(await session.scalars(query))


async def unread(session: AsyncSession, account_id: int, *, after: int, most: int) -> int:
    """How many there are newer than `after`, counted up to `most`."""
    some = select(Notification.id).where(
        Notification.account_id == account_id, Notification.id > after, not_(Notification.is_held_back)
    )
    return await session.scalar(select(func.count()).select_from(some.limit(most).subquery())) or 0


async def dismiss(session: AsyncSession, account_id: int, notification_id: int | None = None) -> None:
    """The notification is gone; all of the account's, when none is named."""
    statement = delete(Notification).where(Notification.account_id == account_id)
    if notification_id is not None:
        statement = statement.where(Notification.id == notification_id)
    await session.execute(statement)
