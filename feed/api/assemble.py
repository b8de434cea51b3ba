"""Answers made of several presented things, for the viewer who asks or listens."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.api.moments import iso
from feed.api.pieces import Pieces
from feed.ids import moment_of
from feed.site import Site
from feed.store import accounts, glimpses, talks
from feed.store.shown import Shown
from feed.store.tables import Notification


async def notifications_json(
    session: AsyncSession, those: Sequence[Notification], viewer_id: int, pieces: Pieces
) -> list[present.Json]:
    """Notifications; those about a status that the viewer may not see any more, or hides, are left out."""
    about = [one.status_id for one in those if one.status_id]
    by_id = await pieces.by_id(
        session, await glimpses.by_ids(session, about, viewer_id), viewer_id, "notifications"
    )
    senders = await accounts.by_ids(session, {one.from_account_id for one in those})
    return [
        {
            "id": str(one.id),
            "type": one.kind,
            "group_key": one.group_key,
            "created_at": iso(moment_of(one.id)),
            "account": present.account(senders[one.from_account_id], pieces.site),
        }
        | ({"status": by_id[one.status_id]} if one.status_id else {})
        for one in those
        if one.status_id is None or one.status_id in by_id
    ]


async def talks_json(
    session: AsyncSession, newest: Sequence[Shown], viewer_id: int, site: Site
) -> list[present.Json]:
    """Talks between few, each by its newest status, with the others who take part."""
    part = {one.id: {one.author.id, *(account_id for account_id, _ in one.said.spoken_to)} for one in newest}
    people = await accounts.by_ids(session, set().union(*part.values()))
    read = await talks.read_up_to(session, {one.said.conversation_id for one in newest}, viewer_id)
    return [
        {
            "id": str(one.said.conversation_id),
            "unread": one.author.id != viewer_id and read.get(one.said.conversation_id, 0) < one.id,
            "accounts": [
                present.account(people[account_id], site)
                for account_id in sorted(part[one.id] - {viewer_id} or {viewer_id})
                if account_id in people
            ],
            "last_status": present.status(one, site),
        }
        for one in newest
    ]
