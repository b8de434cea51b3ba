"""Boost: a status is passed on to one's own followers, no further than its author let it go."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.publish import count
from feed.errors import NotFoundError
from feed.ids import Ids
from feed.social.visibility import Visibility
from feed.store import home, notifications, statuses
from feed.store.tables import Status
from feed.streaming.happening import Happening


async def boost(
    session: AsyncSession, original: Status, *, by: int, visibility: Visibility | None = None, ids: Ids
) -> tuple[Status, list[Happening]]:
    """The booster's boost of the status, made now or before; with a visibility no wider than the status has.

    Raises:
        NotFoundError: the status may not be passed on: it is direct or limited, or private and somebody
            else's.
    """
    if original.visibility in {"direct", "limited"} or (
        original.visibility == "private" and original.account_id != by
    ):
        raise NotFoundError
    boosting, is_new = await statuses.insert_once(
        session, "reblog_of_id", _columns(original, by=by, visibility=visibility, boost_id=ids.next())
    )
    if not is_new:
        return boosting, []
    update_original = update(Status).where(Status.id == original.id)
    await session.execute(update_original.values(reblogs_count=Status.reblogs_count + 1))
    await count(session, boosting, by=1)
    await home.deliver(session, boosting)
    told = await notifications.notify(
        session, [original.account_id], "reblog", by=by, status_id=original.id, ids=ids
    )
    happenings = [Happening("status", boosting.id), *(Happening("notification", one) for one in told)]
    return boosting, happenings


def _columns(original: Status, *, by: int, visibility: Visibility | None, boost_id: int) -> dict[str, Any]:
    narrower = visibility in {"public", "unlisted", "private"} and original.visibility != "private"
    return {
        "id": boost_id,
        "account_id": by,
        "visibility": visibility if narrower else original.visibility,
        "conversation_id": boost_id,
        "reblog_of_id": original.id,
        "reblog_of_account_id": original.account_id,
    }
