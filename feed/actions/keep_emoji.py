"""Keep a small picture, so that members can write it by its short name."""

import asyncio
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import InvalidError
from feed.ids import Ids
from feed.media.folder import Folder
from feed.media.pictures import EMOJI, shrunk_to
from feed.social.shortcodes import SHORTCODE
from feed.store import emojis
from feed.store.tables import CustomEmoji

MOST_BYTES = 256 * 1024  # every page that writes it loads it
LONGEST_CATEGORY = 100


async def keep_emoji(
    session: AsyncSession, folder: Folder, source: Path, *, shortcode: str, category: str | None, ids: Ids
) -> None:
    """The picture in the file is an emoji of this name.

    Raises:
        InvalidError: the name cannot be, or is taken, or the file is no picture, or too large.
    """
    if not SHORTCODE.fullmatch(shortcode):
        raise InvalidError("A shortcode is made of 2 to 30 letters, digits and underscores")
    if await emojis.exists(session, shortcode):
        raise InvalidError(f"There is a :{shortcode}: already")
    name = await asyncio.to_thread(_kept, source, folder)
    category = (category or "").strip()[:LONGEST_CATEGORY] or None
    session.add(CustomEmoji(id=ids.next(), shortcode=shortcode, category=category, path=name))


def _kept(source: Path, folder: Folder) -> str:
    if not source.is_file():
        raise InvalidError(f"{source.name}: no such file")
    if source.stat().st_size > MOST_BYTES:
        raise InvalidError(f"An emoji must not have more than {MOST_BYTES} bytes")
    content, suffix = shrunk_to(source, EMOJI)
    return folder.written(folder.new_name(suffix), content)
