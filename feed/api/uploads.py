"""Files on their way in: written to disk piece by piece, never held in memory."""

import contextlib
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import BodyPartReader, MultipartReader, web

from feed.api.params import Nested, nest
from feed.errors import InvalidError, MalformedRequestError, TooLargeError
from feed.keys import MEDIA, SETTINGS

LONGEST_FIELD = 64 * 1024  # bytes
MOST_PARTS = 50


@dataclass(frozen=True, slots=True)
class Upload:
    """A form with files in it: what was written, and where the files are for now."""

    fields: Nested
    files: dict[str, Path] = field(default_factory=dict)  # by the names of their fields


@contextlib.asynccontextmanager
async def uploaded(request: web.Request, *names: str, most: int | None = None) -> AsyncIterator[Upload]:
    """The request's form. Files in fields of these names are on disk as long as they are looked at.

    Each may have `most` bytes; if nothing is said, as many as a picture may.

    Raises:
        MalformedRequestError: it is no multipart form, or breaks off.
        TooLargeError: a file or a field has too many bytes.
    """
    if not request.content_type.startswith("multipart/"):
        raise MalformedRequestError("The body must be a multipart form with a file in it")
    with tempfile.TemporaryDirectory(dir=request.app[MEDIA].waiting_room()) as folder:
        try:
            reader = await request.multipart()
            yield await _read(reader, names, Path(folder), most=most or request.app[SETTINGS].upload_bytes)
        except (ValueError, AssertionError) as error:  # no boundary, or a body that breaks off
            raise MalformedRequestError("The body is not the form it claims to be") from error


async def _read(reader: MultipartReader, names: tuple[str, ...], folder: Path, *, most: int) -> Upload:
    flat: dict[str, object] = {}
    files: dict[str, Path] = {}
    parts = 0
    while (part := await reader.next()) is not None:
        parts += 1
        if parts > MOST_PARTS or not isinstance(part, BodyPartReader) or part.name is None:
            raise InvalidError("the form has parts that nobody asked for")
        if part.filename is not None or part.name in names:
            if part.name in names:
                files[part.name] = await _to_disk(part, folder / str(parts), most=most)
            else:
                await part.release()
        elif part.name.endswith("[]"):
            flat[part.name] = [*_list(flat.get(part.name)), await _text(part)]
        else:
            flat[part.name] = await _text(part)
    return Upload(nest(flat), files)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


async def _to_disk(part: BodyPartReader, path: Path, *, most: int) -> Path:
    size = 0
    with path.open("wb") as file:
        while piece := await part.read_chunk():
            size += len(piece)
            if size > most:
                raise TooLargeError(f"A file must not have more than {most} bytes")
            file.write(piece)
    return path


async def _text(part: BodyPartReader) -> str:
    content = bytearray()
    while piece := await part.read_chunk():
        content += piece
        if len(content) > LONGEST_FIELD:
            raise TooLargeError(f"A field must not have more than {LONGEST_FIELD} bytes")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise MalformedRequestError("The form must be in UTF-8") from error
