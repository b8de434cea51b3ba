"""Rows with everything around them, looked up and presented, for the viewer who asks or listens."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.api.moments import iso
from feed.ids import moment_of
from feed.store import statuses
from feed.store.around import accounts_by_id, gather
from feed.store.tables import Notification, Status


async def statuses_json(
    session: AsyncSession, those: Sequence[Status], viewer_id: int | None, public_url: str
) -> list[present.Json]:
    """Statuses, in the same order."""
    around = await gather(session, those, viewer_id)
    return [present.status(one, around, public_url) for one in those]


async def notifications_json(
    session: AsyncSession, those: Sequence[Notification], viewer_id: int, public_url: str
) -> list[present.Json]:
    """Notifications; those about a status that the viewer may not see any more are left out."""
    about = [one.status_id for one in those if one.status_id]
    seen = await statuses.by_ids(session, about, viewer_id) if about else []
    shown = await statuses_json(session, seen, viewer_id, public_url)
    by_id = {status.id: body for status, body in zip(seen, shown, strict=True)}
    senders = await accounts_by_id(session, {one.from_account_id for one in those})
    return [
        {
            "id": str(one.id),
            "type": one.kind,
            "group_key": f"ungrouped-{one.id}",
            "created_at": iso(moment_of(one.id)),
            "account": present.account(senders[one.from_account_id], public_url),
        }
        | ({"status": by_id[one.status_id]} if one.status_id else {})
        for one in those
        if one.status_id is None or one.status_id in by_id
    ]


async def talks_json(
    session: AsyncSession, newest: Sequence[Status], viewer_id: int, public_url: str
) -> list[present.Json]:
    """Talks between few, each by its newest status, with the others who take part."""
    around = await gather(session, newest, viewer_id)
    part = {
        one.id: {one.account_id, *(account_id for account_id, _ in around.mentions[one.id])} for one in newest
    }
    people = await accounts_by_id(session, set().union(*part.values()))
    return [
        {
            "id": str(one.conversation_id),
            "unread": False,
            "accounts": [
                present.account(people[account_id], public_url)
                for account_id in sorted(part[one.id] - {viewer_id} or {viewer_id})
            ],
            "last_status": present.status(one, around, public_url),
        }
        for one in newest
    ]
