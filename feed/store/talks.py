"""How far members have read their conversations of direct statuses."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import Status, TalkState
from feed.store.upsert import insert_into
from feed.store.visible import visible_to


async def newest(session: AsyncSession, conversation_id: int, account_id: int) -> int | None:
    """The newest direct status of a conversation that exists for the account; None if there is none."""
    query = select(func.max(Status.id)).where(
        Status.conversation_id == conversation_id, Status.visibility == "direct", visible_to(account_id)
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


async def put(session: AsyncSession, conversation_id: int, account_id: int, **state: int) -> None:
    """The account read it, or put it away, up to this status (`read_up_to`, `gone_up_to`)."""
    row = {"account_id": account_id, "conversation_id": conversation_id, "read_up_to": 0, "gone_up_to": 0}
    statement = insert_into(session, TalkState).values(row | state)
    await session.execute(
        statement.on_conflict_do_update(index_elements=["account_id", "conversation_id"], set_=state)
    )
