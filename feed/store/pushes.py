"""Devices that want word, and the letters on their way to them."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import Ids
from feed.store.tables import App, PushLetter, PushSubscription, ServerKey, Token
from feed.store.upsert import insert_into

LEASE = timedelta(minutes=1)  # so long a letter is in the hands of the worker that took it
FIRST_PAUSE = timedelta(seconds=30)
MOST_ATTEMPTS = 6  # half an hour of them; then the news is old


async def of_token(session: AsyncSession, token_id: int) -> PushSubscription | None:
    """The subscription of the app that shows this token."""
    query = select(PushSubscription).where(PushSubscription.token_id == token_id)
    return (await session.scalars(query)).one_or_none()


async def of_browser(session: AsyncSession, session_hash: str) -> PushSubscription | None:
    """The subscription of the browser with this session."""
    query = select(PushSubscription).where(PushSubscription.session_hash == session_hash)
    return (await session.scalars(query)).one_or_none()


async def of_account(session: AsyncSession, account_id: int) -> list[tuple[PushSubscription, str]]:
    """The devices somebody is told on, each with its name: a browser's, or its app's."""
    query = (
        select(PushSubscription, App.name)
        .outerjoin(Token, Token.id == PushSubscription.token_id)
        .outerjoin(App, App.id == Token.app_id)
        .where(PushSubscription.account_id == account_id)
        .order_by(PushSubscription.id)
    )
    return [(one, one.name or app or "") for one, app in await session.execute(query)]


async def wish(session: AsyncSession, account_id: int, kinds: Collection[str]) -> None:
    """The browsers of this account are told of these kinds."""
    browsers = (PushSubscription.account_id == account_id, PushSubscription.session_hash.is_not(None))
    await session.execute(update(PushSubscription).where(*browsers).values(alerts=list(kinds)))


async def end(session: AsyncSession, subscription_id: int) -> None:
    """The device is told nothing any more."""
    await session.execute(delete(PushSubscription).where(PushSubscription.id == subscription_id))


async def write(session: AsyncSession, told: Collection[tuple[int, int]], *, now: datetime, ids: Ids) -> None:
    """A letter for each device of who is told something: (account, notification)."""
    accounts = {account_id for account_id, _ in told}
    query = select(PushSubscription.id, PushSubscription.account_id).where(
        PushSubscription.account_id.in_(accounts)
    )
    devices = [(subscription_id, account_id) for subscription_id, account_id in await session.execute(query)]
    session.add_all(
        PushLetter(
            id=ids.next(),
            subscription_id=subscription_id,
            notification_id=notification_id,
            due_at=now,
            attempts=0,
        )
        for subscription_id, owner_id in devices
        for account_id, notification_id in told
        if account_id == owner_id
    )


async def take_due(session: AsyncSession, *, now: datetime, most: int) -> list[PushLetter]:
    """Letters that are due, for this worker alone until the lease is over."""
    due = (
        select(PushLetter.id)
        .where(PushLetter.due_at <= now)
        .order_by(PushLetter.due_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(PushLetter)
        .where(PushLetter.id.in_(due.scalar_subquery()))
        .values(due_at=now + LEASE, attempts=PushLetter.attempts + 1)
        .returning(PushLetter)
    )
    return list(await session.scalars(taken))


async def subscriptions(session: AsyncSession, ids: Collection[int]) -> dict[int, PushSubscription]:
    """The subscriptions there are among these."""
    query = select(PushSubscription).where(PushSubscription.id.in_(ids))
    return {one.id: one for one in await session.scalars(query)}


async def settle(session: AsyncSession, letter_ids: Collection[int]) -> None:
    """These letters need not be brought any more."""
    await session.execute(delete(PushLetter).where(PushLetter.id.in_(letter_ids)))


async def put_off(session: AsyncSession, letters: Sequence[PushLetter], *, now: datetime) -> None:
    """These are tried again, each time after twice the pause; those tried often enough are given up."""
    await settle(session, [one.id for one in letters if one.attempts >= MOST_ATTEMPTS])
    for one in letters:
        pause = FIRST_PAUSE * (1 << one.attempts - 1)
        again = update(PushLetter).where(PushLetter.id == one.id).values(due_at=now + pause)
        await session.execute(again)


async def server_key(session: AsyncSession, name: str, new: str) -> str:
    """The key the server has by that name: `new`, if it had none."""
    await session.execute(
        insert_into(session, ServerKey).values(name=name, value=new).on_conflict_do_nothing()
    )
    return (await session.scalars(select(ServerKey.value).where(ServerKey.name == name))).one()
