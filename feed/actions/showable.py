"""What of one's uploads a status may show, and how much of it."""

from collections.abc import Collection, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import InvalidError
from feed.store import media

MOST_MEDIA = 4


async def require_showable(
    session: AsyncSession,
    media_ids: Sequence[int],
    account_id: int,
    *,
    beside_poll: bool,
    already: Collection[int] = (),
) -> None:
    """A status of this account may show these. `already` is what that status shows, or showed once.

    Raises:
        InvalidError: it is too much, or not theirs, or another status shows it, or there is a poll.
    """
    if not media_ids:
        return
    if beside_poll:
        raise InvalidError("Cannot attach a poll to a post that has pictures")
    if len(media_ids) > MOST_MEDIA:
        raise InvalidError(f"Cannot attach more than {MOST_MEDIA} files")
    found = await media.by_ids(session, media_ids)
    if len(media_ids) > 1 and any(
        one.kind == "video" for one in found.values()
    ):  # apps have no room beside it
        raise InvalidError("Cannot attach a film to a post that shows something else as well")
    if not set(media_ids) <= {*already, *await media.unused(session, media_ids, account_id)}:
        raise InvalidError("media_ids must be files of yours that no other post shows")
