"""What one of a case does is told to the other, in the thread of the case."""

from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.publish import Wish, publish
from feed.ids import Ids
from feed.settings import Settings
from feed.store import accounts
from feed.store.tables import Case
from feed.streaming.happening import Happening


async def tell_case(
    session: AsyncSession,
    case: Case,
    words: str,
    *,
    by: int,
    language: str | None,
    ids: Ids,
    settings: Settings,
) -> list[Happening]:
    """One of the two says this to the other in their thread; what is to be announced."""
    other = await accounts.by_id(session, case.dealer_id if by == case.owner_id else case.owner_id)
    author = await accounts.by_id(session, by)
    if author is None or other is None:  # erased just now, and the case with them
        return []
    wish = Wish(
        text=f"@{other.username} {words}",
        visibility="direct",
        language=language,
        in_reply_to_id=case.status_id,  # None, if the first word was withdrawn: then it stands for itself
    )
    return list((await publish(session, author, wish, ids=ids, settings=settings)).happenings)
