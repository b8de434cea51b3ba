"""What a file is, by its first bytes: its name and what is said of it do not count."""

from pathlib import Path
from typing import Literal

from PIL import Image

Kind = Literal["picture", "gif", "mp4", "webm", "sound"]

_HEAD = 64  # bytes are enough
_SOUNDS = (b"ID3", b"OggS", b"fLaC", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xf1", b"\xff\xf9")
_SOUND_BRANDS = (b"M4A ", b"M4B ", b"M4P ")
_GIFS = (b"GIF87a", b"GIF89a")


def kind_of(source: Path) -> Kind:
    """What there is in the file; what is nothing else is called a picture, until it turns out to be none."""
    with source.open("rb") as file:
        head = file.read(_HEAD)
    if head[4:8] == b"ftyp":
        return "sound" if head[8:12] in _SOUND_BRANDS else "mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm"
    if head.startswith(_SOUNDS) or (head.startswith(b"RIFF") and head[8:12] == b"WAVE"):
        return "sound"
    return "gif" if head.startswith(_GIFS) and _moves(source) else "picture"


def _moves(source: Path) -> bool:
    try:
        with Image.open(source, formats=("GIF",)) as image:
            image.seek(1)
    except (OSError, ValueError, SyntaxError, EOFError):
        return False
    return True
