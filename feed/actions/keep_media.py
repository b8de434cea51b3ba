"""Keep a picture or a film that was uploaded, until a status shows it or nobody wants it any more."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import InvalidError, TooLargeError
from feed.ids import Ids
from feed.media.films import Bounds, Film, can_show_films, make_film, make_film_of_gif
from feed.media.folder import Folder
from feed.media.kinds import kind_of
from feed.media.pictures import Picture, Preview, Source, make_picture, make_preview
from feed.settings import Settings
from feed.social import text
from feed.store.tables import Media

LONGEST_DESCRIPTION = 1500  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is said of it. None: as it was, or nothing."""

    description: str | None = None
    focus: tuple[float, float] | None = None  # where to look first, each from -1 to 1


def most_bytes(settings: Settings) -> int:
    """How much is taken before anybody has looked what it is."""
    return max(settings.upload_bytes, settings.film_bytes) if can_show_films else settings.upload_bytes


async def shown_from(source: Path, settings: Settings) -> Picture | Film:
    """What a file has to show, made safe while others are served. A film stands beside the source.

    Raises:
        InvalidError: nothing that can be shown here.
        TooLargeError: it has more bytes than its kind may have.
    """
    return await asyncio.to_thread(_made, source, settings)


async def picture_from(source: Source) -> Picture:
    """The picture in a file, where nothing else is wanted.

    Raises:
        InvalidError: it is none.
    """
    return await asyncio.to_thread(make_picture, source)


async def thumbnail_from(source: Path) -> Preview:
    """The picture in a file, as what is seen at first of something else.

    Raises:
        InvalidError: it is none.
    """
    return await asyncio.to_thread(make_preview, source)


async def keep_media(
    session: AsyncSession,
    shown: Picture | Film,
    folder: Folder,
    about: About,
    *,
    thumbnail: Preview | None,
    account_id: int,
    ids: Ids,
) -> Media:
    """It has its files and its row; no status shows it yet. A thumbnail is seen at first, if one was given.

    Raises:
        InvalidError: the description is too long.
    """
    _described(about.description)  # refused before anything is written
    name = folder.new_name(shown.suffix)
    if isinstance(shown, Film):
        size_bytes = (await asyncio.to_thread(shown.file.stat)).st_size
        path = await asyncio.to_thread(folder.taken, name, shown.file)
    else:
        size_bytes = len(shown.content)
        path = await asyncio.to_thread(folder.written, name, shown.content)
    media = Media(
        id=ids.next(),
        account_id=account_id,
        kind=shown.kind if isinstance(shown, Film) else "image",
        content_type=shown.content_type,
        path=path,
        meta=shown.meta,
        size_bytes=size_bytes,
    )
    await wear_thumbnail(media, thumbnail or shown.preview, folder)
    describe_media(media, about)
    session.add(media)
    await session.flush()
    return media


def describe_media(media: Media, about: About) -> bool:
    """What it shows, for those who do not see it, and where to look first. False if nothing is new.

    Raises:
        InvalidError: the description is too long.
    """
    was = (media.description, media.meta)
    described = _described(about.description)
    if described is not None:
        media.description = described
    if about.focus is not None:
        media.meta = media.meta | {"focus": {"x": about.focus[0], "y": about.focus[1]}}
    return was != (media.description, media.meta)


async def wear_thumbnail(media: Media, thumbnail: Preview, folder: Folder) -> None:
    """What is seen of it at first. The file of another thumbnail is left to the sweep."""
    name = folder.new_name(thumbnail.suffix)
    media.preview_path = await asyncio.to_thread(folder.written, name, thumbnail.content)
    media.blurhash = thumbnail.blurhash
    media.meta = media.meta | {"small": thumbnail.size}


def _made(source: Path, settings: Settings) -> Picture | Film:
    kind, size_bytes = kind_of(source), source.stat().st_size
    if kind == "sound":
        raise InvalidError("Sound alone cannot be shown here")
    is_film = kind in {"mp4", "webm"}
    if is_film and not can_show_films:
        raise InvalidError("Films cannot be shown here: the operator has not installed the extra `video`")
    most = settings.film_bytes if is_film else settings.upload_bytes
    if size_bytes > most:
        raise TooLargeError(f"A file must not have more than {most} bytes")
    bounds = Bounds(seconds=settings.film_seconds, pixels=settings.film_pixels)
    match kind:
        case "mp4" | "webm":
            return make_film(source, kind, into=source.with_name(f"film.{kind}"), bounds=bounds)
        case "gif" if can_show_films:
            return make_film_of_gif(source, into=source.with_name("film.mp4"), bounds=bounds)
        case _:
            return make_picture(source)


def _described(description: str | None) -> str | None:
    if description is None:
        return None
    cleaned = text.clean(description)
    if len(cleaned) > LONGEST_DESCRIPTION:
        wrong = f"must not exceed {LONGEST_DESCRIPTION} characters"
        raise InvalidError(f"description {wrong}", details={"description": wrong})
    return cleaned
