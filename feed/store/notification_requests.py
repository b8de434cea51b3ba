"""Whose notifications wait to be let in, and by which policy."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, func, not_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.reception import CASES, Case, Treatment
from feed.store.paging import Page, Slice, read_entities
from feed.store.tables import Notification, NotificationPolicy, NotificationRequest
from feed.store.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many notifications of somebody wait, and the newest that is about a status."""

    count: int
    newest_id: int
    last_status_id: int | None


async def policy_of(session: AsyncSession, account_id: int) -> dict[Case, Treatment]:
    """What becomes of notifications for the account."""
    found = await session.get(NotificationPolicy, account_id)
    return {case: getattr(found, case) if found else "accept" for case in CASES}


async def put_policy(session: AsyncSession, account_id: int, policy: Mapping[Case, Treatment]) -> None:
    """The account has this policy."""
    statement = insert_into(session, NotificationPolicy).values({"account_id": account_id} | dict(policy))
    await session.execute(statement.on_conflict_do_update(index_elements=["account_id"], set_=dict(policy)))


async def summary(session: AsyncSession, account_id: int) -> tuple[int, int]:
    """How many requests wait, and how many notifications behind them."""
    requests = select(func.count()).where(_waits(account_id))
    waiting = select(func.count()).where(Notification.account_id == account_id, Notification.is_held_back)
    return await session.scalar(requests) or 0, await session.scalar(waiting) or 0


async def of_account(session: AsyncSession, account_id: int, page: Page) -> Slice[NotificationRequest]:
    """Who waits, the newest first."""
    query = select(NotificationRequest).where(_waits(account_id))
    return await read_entities(session, query, NotificationRequest.id, page)


async def among(
    session: AsyncSession, account_id: int, request_ids: Collection[int]
) -> list[NotificationRequest]:
    """Those of these requests that wait for this account's word."""
    query = select(NotificationRequest).where(_waits(account_id), NotificationRequest.id.in_(request_ids))
    return list(await session.scalars(query))


async def waiting(session: AsyncSession, account_id: int, sender_ids: Collection[int]) -> dict[int, Waiting]:
    """What waits behind each of the senders, by one statement."""
    query = (
        select(
            Notification.from_account_id,
            func.count(),
            func.max(Notification.id),
            func.max(Notification.status_id),
        )
        .where(
            Notification.account_id == account_id,
            Notification.is_held_back,
            Notification.from_account_id.in_(sender_ids),
        )
        .group_by(Notification.from_account_id)
    )
    return {
        sender: Waiting(count, newest, last) for sender, count, newest, last in await session.execute(query)
    }


async def accept(session: AsyncSession, account_id: int, those: Collection[NotificationRequest]) -> None:
    """The account is told of what waited, and of all that comes from there."""
    senders = [one.from_account_id for one in those]
    await session.execute(
        update(NotificationRequest)
        .where(NotificationRequest.id.in_([one.id for one in those]))
        .values(is_accepted=True)
    )
    await session.execute(
        update(Notification).where(_held_back(account_id, senders)).values(is_held_back=False)
    )


async def dismiss(session: AsyncSession, account_id: int, those: Collection[NotificationRequest]) -> None:
    """What waited is gone; who writes again waits again."""
    senders = [one.from_account_id for one in those]
    await session.execute(
        delete(NotificationRequest).where(NotificationRequest.id.in_([one.id for one in those]))
    )
    await session.execute(delete(Notification).where(_held_back(account_id, senders)))


def _waits(account_id: int) -> ColumnElement[bool]:
    return and_(NotificationRequest.account_id == account_id, not_(NotificationRequest.is_accepted))


def _held_back(account_id: int, senders: Collection[int]) -> ColumnElement[bool]:
    return and_(
        Notification.account_id == account_id,
        Notification.from_account_id.in_(senders),
        Notification.is_held_back,
    )
