"""What becomes of a notification for each of those it is for."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, union
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import moment_of
from feed.social.reception import (
    ALWAYS_WELCOME,
    CASES,
    FOLLOWER_AFTER,
    NEW_FOR,
    Sender,
    Treatment,
    treatment,
)
from feed.store.tables import (
    Account,
    Block,
    Follow,
    Mute,
    MutedConversation,
    NotificationPolicy,
    NotificationRequest,
    Status,
)


async def treatments(
    session: AsyncSession,
    account_ids: Collection[int],
    kind: str,
    *,
    by: int,
    status_id: int | None,
    now: datetime,
) -> dict[int, Treatment]:
    """For each of the accounts; who blocks or mutes `by`, or the conversation, drops it."""
    dropped = await _who_will_not_hear(session, account_ids, by, status_id)
    found: dict[int, Treatment] = {one: "drop" if one in dropped else "accept" for one in account_ids}
    if kind in ALWAYS_WELCOME:
        return found
    query = select(NotificationPolicy).where(NotificationPolicy.account_id.in_(set(account_ids) - dropped))
    policies = list(await session.scalars(query))
    if policies:
        senders = await _senders(session, {one.account_id for one in policies}, kind, by, status_id, now)
        for policy in policies:
            if sender := senders.get(policy.account_id):
                found[policy.account_id] = treatment({case: getattr(policy, case) for case in CASES}, sender)
    return found


async def _senders(
    session: AsyncSession,
    account_ids: Collection[int],
    kind: str,
    by: int,
    status_id: int | None,
    now: datetime,
) -> dict[int, Sender]:
    """How `by` stands to each of the accounts, but for those who let it in for good."""
    let_in = select(NotificationRequest.account_id).where(
        NotificationRequest.account_id.in_(account_ids),
        NotificationRequest.from_account_id == by,
        NotificationRequest.is_accepted,
    )
    following = select(Follow.account_id).where(
        Follow.account_id.in_(account_ids), Follow.target_account_id == by
    )
    follows = select(Follow.target_account_id, Follow.id).where(
        Follow.account_id == by, Follow.target_account_id.in_(account_ids)
    )
    welcome = set(await session.scalars(let_in))
    followed_by = set(await session.scalars(following))
    followers = {account_id: moment_of(follow_id) for account_id, follow_id in await session.execute(follows)}
    about = await session.get(Status, status_id) if status_id else None
    limited_at = await session.scalar(select(Account.limited_at).where(Account.id == by))
    whispers = kind == "mention" and about is not None and about.visibility == "direct"
    return {
        one: Sender(
            is_followed=one in followed_by,
            follows=one in followers and followers[one] + FOLLOWER_AFTER <= now,
            is_new=moment_of(by) + NEW_FOR > now,
            is_limited=limited_at is not None,
            whispers=whispers and about is not None and about.in_reply_to_account_id != one,
        )
        for one in set(account_ids) - welcome
    }


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
