"""Mute a conversation: an account is told no more of what is said in it."""

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import MutedConversation, Status
from feed.store.upsert import insert_into


async def mute_conversation(session: AsyncSession, status: Status, *, by: int) -> None:
    """No notifications for `by` about the conversation this status belongs to."""
    row = {"account_id": by, "conversation_id": status.conversation_id}
    await session.execute(insert_into(session, MutedConversation).values(row).on_conflict_do_nothing())


async def unmute_conversation(session: AsyncSession, status: Status, *, by: int) -> None:
    """The account is told again."""
    await session.execute(
        delete(MutedConversation).where(
            MutedConversation.account_id == by, MutedConversation.conversation_id == status.conversation_id
        )
    )
