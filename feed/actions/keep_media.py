"""Keep a picture that was uploaded, until a status shows it or nobody wants it any more."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import InvalidError
from feed.ids import Ids
from feed.media.folder import Folder
from feed.media.pictures import Picture, Source, make_picture
from feed.social import text
from feed.store.tables import Media

LONGEST_DESCRIPTION = 1500  # characters


async def picture_from(source: Source) -> Picture:
    """The picture in a file, made while others are served.

    Raises:
        InvalidError: it is none.
    """
    return await asyncio.to_thread(make_picture, source)


async def keep_media(
    session: AsyncSession,
    picture: Picture,
    folder: Folder,
    *,
    account_id: int,
    description: str,
    focus: tuple[float, float] | None,
    ids: Ids,
) -> Media:
    """The picture has its files and its row; no status shows it yet.

    Raises:
        InvalidError: the description is too long.
    """
    described = _described(description)
    names = [folder.new_name(picture.suffix) for _ in range(2)]
    contents = (picture.content, picture.preview)
    path, preview_path = [
        await asyncio.to_thread(folder.written, name, content)
        for name, content in zip(names, contents, strict=True)
    ]
    media = Media(
        id=ids.next(),
        account_id=account_id,
        kind="image",
        content_type=picture.content_type,
        path=path,
        preview_path=preview_path,
        description=described,
        blurhash=picture.blurhash,
        meta=_focused(picture.meta, focus),
        size_bytes=len(picture.content) + len(picture.preview),
    )
    session.add(media)
    await session.flush()
    return media


def describe_media(media: Media, *, description: str | None, focus: tuple[float, float] | None) -> None:
    """What the picture shows, for those who do not see it, and where to look first. None: as it was.

    Raises:
        InvalidError: the description is too long.
    """
    if description is not None:
        media.description = _described(description)
    media.meta = _focused(media.meta, focus)


def _described(description: str) -> str:
    cleaned = text.clean(description)
    if len(cleaned) > LONGEST_DESCRIPTION:
        wrong = f"must not exceed {LONGEST_DESCRIPTION} characters"
        raise InvalidError(f"description {wrong}", details={"description": wrong})
    return cleaned


def _focused(meta: dict[str, object], focus: tuple[float, float] | None) -> dict[str, object]:
    return meta if focus is None else meta | {"focus": {"x": focus[0], "y": focus[1]}}
