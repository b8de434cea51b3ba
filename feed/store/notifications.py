"""What an account is told about."""

from collections.abc import Collection, Iterable

from sqlalchemy import delete, func, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import Ids
from feed.store.paging import Page, Slice, read_entities
from feed.store.tables import Block, Mute, MutedConversation, Notification, Status

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
    """The receivers are told, but for those who block or mute `by`; gives the new notifications' ids."""
    others = set(receivers) if also_self else set(receivers) - {by}
    if not others:
        return []
    deaf = await _who_will_not_hear(session, others, by, status_id)
    told = [
        Notification(id=ids.next(), account_id=account_id, kind=kind, from_account_id=by, status_id=status_id)
        for account_id in sorted(others - deaf)
    ]
    session.add_all(told)
    return [notification.id for notification in told]


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
) -> Slice[Notification]:
    """What the account was told, newest first; `only` and `but` are kinds."""
    query = select(Notification).where(Notification.account_id == account_id)
    if only:
        query = query.where(Notification.kind.in_(only))
    if but:
        query = query.where(Notification.kind.not_in(but))
    if by is not None:
        query = query.where(Notification.from_account_id == by)
    return await read_entities(session, query, Notification.id, page)


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
    some = select(Notification.id).where(Notification.account_id == account_id, Notification.id > after)
    return await session.scalar(select(func.count()).select_from(some.limit(most).subquery())) or 0


async def dismiss(session: AsyncSession, account_id: int, notification_id: int | None = None) -> None:
    """The notification is gone; all of the account's, when none is named."""
    statement = delete(Notification).where(Notification.account_id == account_id)
    if notification_id is not None:
        statement = statement.where(Notification.id == notification_id)
    await session.execute(statement)


async def _who_will_not_hear(
    session: AsyncSession, account_ids: Collection[int], by: int, status_id: int | None
) -> set[int]:
    blocks = select(Block.account_id).where(Block.account_id.in_(account_ids), Block.target_account_id == by)
    mutes = select(Mute.account_id).where(
        Mute.account_id.in_(account_ids), Mute.target_account_id == by, Mute.notifications
    )
    if status_id is None:
        return set(await session.scalars(union(blocks, mutes)))
    deaf_to_it = (
        select(MutedConversation.account_id)
        .join(Status, Status.conversation_id == MutedConversation.conversation_id)
        .where(Status.id == status_id, MutedConversation.account_id.in_(account_ids))
    )
    return set(await session.scalars(union(blocks, mutes, deaf_to_it)))
