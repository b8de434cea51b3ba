"""Edit what a status shows: something else, in another order, with other words about it."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.keep_media import About, describe_media
from feed.actions.showable import require_showable
from feed.store import media
from feed.store.tables import Status


async def shown_instead(
    session: AsyncSession, status: Status, wished: Sequence[int] | None
) -> tuple[int, ...]:
    """What the status is to show. None: what it shows.

    Raises:
        InvalidError: it is too much, or not theirs, or another status shows it, or there is a poll.
    """
    if wished is None or list(wished) == status.media_ids:
        return tuple(status.media_ids)
    already = await media.of_status(session, status.id)
    poll = status.poll_id is not None
    await require_showable(session, wished, status.account_id, beside_poll=poll, already=already)
    return tuple(wished)


async def describe(session: AsyncSession, media_ids: Sequence[int], about: Mapping[int, About]) -> bool:
    """Other words about what is shown; False if nothing is new. Of what is not shown nothing is taken.

    Raises:
        InvalidError: a description is too long.
    """
    rows = await media.rows(session, [one for one in media_ids if one in about])
    return True in [describe_media(row, about[row.id]) for row in rows]
