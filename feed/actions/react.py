"""React: a member answers an announcement by an emoji."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import InvalidError
from feed.ids import Ids
from feed.social.emoji import is_emoji
from feed.store import announcements
from feed.streaming.happening import Happening

MOST_KINDS = 8  # of reactions to one announcement


async def react(
    session: AsyncSession, announcement_id: int, name: str, *, ours: Collection[str], by: int, ids: Ids
) -> list[Happening]:
    """The account `by` answers by this: one of Unicode's, or `ours`.

    Raises:
        InvalidError: it is no emoji, or there are too many kinds of them already.
    """
    if name not in ours and not is_emoji(name):
        raise InvalidError("Name is not a recognized emoji")
    given = {one.name for one in await announcements.reactions(session, [announcement_id])}
    if name not in given and len(given) >= MOST_KINDS:
        raise InvalidError("Limit of different reactions reached")
    is_new = await announcements.react(session, announcement_id, name, by, reaction_id=ids.next())
    return [Happening("reacted", announcement_id, name=name)] if is_new else []


async def react_no_more(
    session: AsyncSession, announcement_id: int, name: str, *, by: int
) -> list[Happening]:
    """The account `by` does not answer by this any more."""
    was_there = await announcements.react_no_more(session, announcement_id, name, by)
    return [Happening("reacted", announcement_id, name=name)] if was_there else []
