"""What the staff tells everybody goes to all who listen for themselves, to each in their language."""

from collections.abc import Collection

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.site import Site
from feed.store import announcements
from feed.store.tables import Announcement
from feed.streaming.hub import Hub, News, Topic


async def tell_announcements(
    hub: Hub, session: AsyncSession, announcement_ids: Collection[int], site: Site
) -> None:
    """Members who listen have these as event `announcement`."""
    languages = await announcements.languages_of(session, hub.readers("user"))
    for announcement_id in announcement_ids:
        if (one := await session.get(Announcement, announcement_id)) is None:
            continue  # taken back in between
        told = {
            language: News(
                "announcement",
                orjson.dumps(present.announcement(one, site, language=language, read=False)),
            )
            for language in set(languages.values())
        }
        for reader, language in languages.items():
            hub.tell(Topic("user", str(reader)), told[language])


async def tell_reactions(
    hub: Hub, session: AsyncSession, given: Collection[tuple[int, str]], site: Site
) -> None:
    """Members who listen have as event `announcement.reaction` how often these emojis were given by now."""
    reactions = await announcements.reactions(session, {announcement_id for announcement_id, _ in given})
    counts = {(one.announcement_id, one.name): one.times for one in reactions}
    for announcement_id, name in given:
        body = {
            "name": name,
            "count": counts.get((announcement_id, name), 0),
            "announcement_id": str(announcement_id),
        } | present.picture_of(name, site)
        _tell_all(hub, News("announcement.reaction", orjson.dumps(body)))


def tell_taken_back(hub: Hub, announcement_id: int) -> None:
    """Members who listen know by event `announcement.delete` that it is not shown any more."""
    _tell_all(hub, News("announcement.delete", str(announcement_id).encode()))


def _tell_all(hub: Hub, news: News) -> None:
    for key in hub.keys("user"):
        hub.tell(Topic("user", key), news)
