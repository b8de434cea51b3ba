"""A car's service book goes on to its next owner; what it said in private is gone, what was public stays."""

import re
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from feed.social import text
from feed.social.car_kinds import SERVICE_BOOK
from feed.store import erasure, findable, service_book
from feed.store.tables import Status

_NAMES_BEFORE = re.compile(r"(?:@\w+\s+)+")  # whom the gateway spoke to


async def hand_over(
    session: AsyncSession, old_account_id: int, new_account_id: int, *, public_url: str
) -> int:
    """What the old account said of the car's health is the new one's, for its owner alone; gives how many.

    It says what was wrong and when, and names nobody; likes and answers do not come with it. All else that
    was not for everybody is erased, and so is an account that has nothing left to show.
    """
    pages = await service_book.pages(session, old_account_id, SERVICE_BOOK)
    copies = [_copy(page, new_account_id, public_url) for page in pages]
    await service_book.close(session, old_account_id, SERVICE_BOOK)
    for copy in copies:
        status = Status(**copy)
        session.add(status)
        await session.flush()
        await findable.put(session, status)
    if not await service_book.has_anything_to_show(session, old_account_id):
        await erasure.erase(session, old_account_id)
    return len(copies)


def _copy(page: Status, account_id: int, public_url: str) -> dict[str, Any]:
    """The same words at the same time, spoken to nobody."""
    words = _NAMES_BEFORE.sub("", page.text, count=1) if page.text.startswith("@") else page.text
    return {
        "id": page.id,
        "version": page.version + 1,  # it looks different from now on
        "account_id": account_id,
        "text": words,
        "content": text.to_html(words, names={}, public_url=public_url),
        "visibility": "limited",
        "language": page.language,
        "conversation_id": page.id,
        "car_event": page.car_event,
    }
