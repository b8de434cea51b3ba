"""Uploaded bytes become a picture that is safe to show: upright, of sensible size, and telling nothing.

What a camera wrote into the file (place, time, its own name) does not survive: only pixels are copied.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import blurhash
from PIL import Image, ImageOps, UnidentifiedImageError

from feed.errors import InvalidError

Source = Path | IO[bytes]

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
MIME_TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp")
MOST_PIXELS_IN = 33_177_600  # of an upload, before it is decoded: 8K
MOST_PIXELS = 8_294_400  # of what is kept: 4K
PREVIEW = (640, 360)
AVATAR, HEADER = (400, 400), (1500, 500)
EMOJI = (128, 128)
_HASHED = (32, 32)  # pixels a blurhash is made of; more are not to be seen in it
_HASH_COMPONENTS = (4, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What is seen at first: small, and a blur until even that is there."""

    content: bytes
    suffix: str  # without the dot
    blurhash: str
    size: dict[str, Any]  # as Mastodon shows it


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Ready to be kept."""

    content: bytes
    suffix: str
    content_type: str
    preview: Preview
    meta: dict[str, Any]  # as Mastodon shows it


def make_picture(source: Source) -> Picture:
    """The picture in a file.

    Raises:
        InvalidError: it is none that we show, or too large to be decoded.
    """
    image = _decoded(source)
    if image.width * image.height > MOST_PIXELS:
        scale = (MOST_PIXELS / (image.width * image.height)) ** 0.5
        image = image.resize((max(1, int(image.width * scale)), max(1, int(image.height * scale))))
    preview = preview_of(image)
    content, suffix, content_type = _encoded(image)
    return Picture(
        content=content,
        suffix=suffix,
        content_type=content_type,
        preview=preview,
        meta={"original": _size(image), "small": preview.size},
    )


def make_preview(source: Source) -> Preview:
    """The picture in a file, as what is seen at first of something else.

    Raises:
        InvalidError: it is none that we show, or too large to be decoded.
    """
    return preview_of(_decoded(source))


def preview_of(image: Image.Image) -> Preview:
    """The picture, small."""
    small = image.copy()
    small.thumbnail(PREVIEW)
    content, suffix, _ = _encoded(small)
    return Preview(content=content, suffix=suffix, blurhash=_blurhash(small), size=_size(small))


def cut_to(source: Source, size: tuple[int, int]) -> tuple[bytes, str]:
    """The middle of the picture in a file, at exactly this size, and the suffix of its file.

    Raises:
        InvalidError: it is none that we show, or too large to be decoded.
    """
    content, suffix, _ = _encoded(ImageOps.fit(_decoded(source), size))
    return content, suffix


def shrunk_to(source: Source, size: tuple[int, int]) -> tuple[bytes, str]:
    """The picture in a file, whole and no larger than this, and the suffix of its file.

    Raises:
        InvalidError: it is none that we show, or too large to be decoded.
    """
    image = _decoded(source)
    image.thumbnail(size)
    content, suffix, _ = _encoded(image)
    return content, suffix


def _decoded(source: Source) -> Image.Image:
    try:
        with Image.open(source, formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS_IN:
                raise InvalidError(f"A picture must not have more than {MOST_PIXELS_IN} pixels")
            upright = ImageOps.exif_transpose(image)
            has_alpha = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
            return upright.convert("RGBA" if has_alpha else "RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, SyntaxError, ValueError, OSError, EOFError):
        raise InvalidError(
            "The file is none of the pictures that can be shown here: JPEG, PNG, GIF, WebP"
        ) from None


def _encoded(image: Image.Image) -> tuple[bytes, str, str]:
    buffer = io.BytesIO()
    if image.mode == "RGBA":
        image.save(buffer, "PNG", optimize=True)
        return buffer.getvalue(), "png", "image/png"
    image.save(buffer, "JPEG", quality=85, progressive=True)
    return buffer.getvalue(), "jpg", "image/jpeg"


def _blurhash(image: Image.Image) -> str:
    small = image.convert("RGB").resize(_HASHED)
    pixels = list(small.get_flattened_data())
    rows = [pixels[at : at + small.width] for at in range(0, len(pixels), small.width)]
    return str(blurhash.encode(rows, *_HASH_COMPONENTS))


def _size(image: Image.Image) -> dict[str, Any]:
    return {
        "width": image.width,
        "height": image.height,
        "size": f"{image.width}x{image.height}",
        "aspect": image.width / image.height,
    }
