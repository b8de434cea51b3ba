"""Edit what a status shows: something else, in another order, with other words about it."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.keep_media import About, describe_media
from feed.actions.publish import MOST_MEDIA, require_showable_together
from feed.errors import InvalidError
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
    if wished and status.poll_id is not None:
        raise InvalidError("Cannot attach a poll to a post that has pictures")
    if len(wished) > MOST_MEDIA:
        raise InvalidError(f"Cannot attach more than {MOST_MEDIA} files")
    await require_showable_together(session, wished)
    theirs = await media.unused(session, wished, status.account_id)
    if not set(wished) <= theirs | await media.of_status(session, status.id):
        raise InvalidError("media_ids must be files of yours that no other post shows")
    return tuple(wished)


async def describe(session: AsyncSession, media_ids: Sequence[int], about: Mapping[int, About]) -> bool:
    """Other words about what is shown; False if nothing is new. Of what is not shown nothing is taken.

    Raises:
        InvalidError: a description is too long.
    """
    rows = await media.rows(session, [one for one in media_ids if one in about])
    return True in [describe_media(row, about[row.id]) for row in rows]
