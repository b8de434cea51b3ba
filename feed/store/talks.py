"""Conversations of direct statuses: which is the newest, and how far each member has read."""

from collections.abc import Collection

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import Mention, Status, TalkState
from feed.store.upsert import insert_into
from feed.store.visible import visible_to, wanted_by


async def newest(session: AsyncSession, conversation_id: int, account_id: int) -> int | None:
    """The newest direct status of a conversation that the account would meet; None if there is none."""
    query = select(func.max(Status.id)).where(
        Status.conversation_id == conversation_id,
        Status.visibility == "direct",
        visible_to(account_id),
        wanted_by(account_id),
    )
    return await session.scalar(query)


async def read_up_to(
    session: AsyncSession, conversation_ids: Collection[int], account_id: int
) -> dict[int, int]:
    """The status up to which the account has read each conversation, where it read any of it."""
    if not conversation_ids:
        return {}
    query = select(TalkState.conversation_id, TalkState.read_up_to).where(
        TalkState.account_id == account_id, TalkState.conversation_id.in_(conversation_ids)
    )
    return {row.conversation_id: row.read_up_to for row in await session.execute(query)}


async def unread(session: AsyncSession, account_id: int, *, most: int) -> int:
    """How many talks end with words of somebody else that the account has not read, counted up to `most`."""
    some = (
        select(TalkState.conversation_id)
        .join(Status, Status.id == TalkState.newest_id)
        .where(
            TalkState.account_id == account_id,
            TalkState.read_up_to < TalkState.newest_id,
            TalkState.gone_up_to < TalkState.newest_id,
            Status.account_id != account_id,
            visible_to(account_id),
            wanted_by(account_id),
        )
        .limit(most)
    )
    return await session.scalar(select(func.count()).select_from(some.subquery())) or 0


async def go_on(session: AsyncSession, status: Status, account_ids: Collection[int]) -> None:
    """The direct status is the newest of its conversation for these accounts."""
    rows = [
        {"account_id": one, "conversation_id": status.conversation_id, "read_up_to": 0, "gone_up_to": 0}
        | {"newest_id": status.id}
        for one in sorted(account_ids)
    ]
    statement = insert_into(session, TalkState).values(rows)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["account_id", "conversation_id"],
            set_={"newest_id": statement.excluded.newest_id},
            where=TalkState.newest_id < statement.excluded.newest_id,
        )
    )


async def go_back(session: AsyncSession, status: Status) -> None:
    """Where the direct status was the newest, the one before it is, for those who may see that."""
    is_theirs = or_(
        Status.account_id == TalkState.account_id,
        exists().where(Mention.status_id == Status.id, Mention.account_id == TalkState.account_id),
    )
    before = select(func.max(Status.id)).where(
        Status.conversation_id == status.conversation_id,
        Status.visibility == "direct",
        Status.id < status.id,
        is_theirs,
    )
    statement = update(TalkState).where(
        TalkState.conversation_id == status.conversation_id, TalkState.newest_id == status.id
    )
    newest = func.coalesce(before.correlate(TalkState).scalar_subquery(), 0)
    await session.execute(
        statement.values(newest_id=newest), execution_options={"synchronize_session": False}
    )


async def put(session: AsyncSession, conversation_id: int, account_id: int, **state: int) -> None:
    """The account read it, or put it away, up to this status (`read_up_to`, `gone_up_to`)."""
    row = {"account_id": account_id, "conversation_id": conversation_id, "read_up_to": 0, "gone_up_to": 0}
    statement = insert_into(session, TalkState).values(row | state)
    await session.execute(
        statement.on_conflict_do_update(index_elements=["account_id", "conversation_id"], set_=state)
    )
