"""Wear a picture of one's own choice, as a face or above one's profile."""

import asyncio
from typing import Literal

from feed.media.folder import Folder
from feed.media.pictures import AVATAR, HEADER, Source, cut_to
from feed.store.media import MEDIA_PATH
from feed.store.tables import Account

Which = Literal["avatar", "header"]
SIZES: dict[Which, tuple[int, int]] = {"avatar": AVATAR, "header": HEADER}


async def face_from(source: Source, which: Which) -> tuple[bytes, str]:
    """The file cut to size: its new content and suffix.

    Raises:
        InvalidError: it is no picture.
    """
    return await asyncio.to_thread(cut_to, source, SIZES[which])


async def kept(folder: Folder, picture: tuple[bytes, str]) -> str:
    """The name of the file in which the picture is kept."""
    content, suffix = picture
    return await asyncio.to_thread(folder.written, folder.new_name(suffix), content)


def wear(account: Account, which: Which, name: str | None) -> None:
    """The account shows this file; None: what the server draws."""
    path = None if name is None else f"{MEDIA_PATH}/{name}"
    if which == "avatar":
        account.avatar_path = path
    else:
        account.header_path = path
