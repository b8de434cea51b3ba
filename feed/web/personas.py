"""The personas there are, found by looking at the folder of words that the gateway reads as well."""

from pathlib import Path

import structlog
from aiohttp import web

from feed.social.voices import NotAVoiceError, Voice, Voices, voice_from

FOLDER = Path(__file__).resolve().parents[2] / "config" / "personas"
VOICES: web.AppKey[Voices] = web.AppKey("voices")

log = structlog.get_logger(__name__)


def read_voices(folder: Path = FOLDER) -> Voices:
    """Every persona in the folder. One that cannot be read is left out: no gateway lets a car speak so."""
    return Voices([voice for file in sorted(folder.glob("*.*.toml")) if (voice := _voice(file))])


def _voice(file: Path) -> Voice | None:
    try:
        return voice_from(file.name, file.read_text(encoding="utf-8"))
    except (NotAVoiceError, OSError, UnicodeDecodeError):
        log.warning("persona left out", file=file.name)
        return None
