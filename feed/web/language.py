"""The viewer's language: which one, and where its words are.

English is the source. The other catalogs are `locale/<code>/LC_MESSAGES/messages.po`, read at the start.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from aiohttp import web
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGS = Path(__file__).parent / "locale"
SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the pages; `code` is also Babel's name for its dates and numbers."""

    code: str
    words: NullTranslations


LANGUAGES: web.AppKey[Mapping[str, Language]] = web.AppKey("languages")


def load_languages() -> Mapping[str, Language]:
    """Every language by its code, English first."""
    catalogs = sorted(CATALOGS.glob("*/LC_MESSAGES/messages.po"))
    translated = {path.parent.parent.name: _read(path) for path in catalogs}
    return {SOURCE: Language(SOURCE, NullTranslations())} | {
        code: Language(code, words) for code, words in translated.items()
    }


def choose_language(accepted: str, languages: Mapping[str, Language], *, default: str) -> Language:
    """The first of the languages that the header `Accept-Language` asks for, by weight; else the default."""
    for code in sorted(_weights(accepted).items(), key=lambda weighed: -weighed[1]):
        primary = code[0].split("-")[0].lower()
        if primary in languages:
            return languages[primary]
    return languages[default]


def _weights(accepted: str) -> dict[str, float]:
    weights = {}
    for choice in accepted.split(","):
        code, _, weight = choice.strip().partition(";q=")
        try:
            weights[code] = float(weight or 1)
        except ValueError:
            continue  # a browser that cannot count is not worth an error page
    return {code: weight for code, weight in weights.items() if weight > 0}


def _read(path: Path) -> GNUTranslations:
    with path.open("rb") as file:
        catalog = read_po(file)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)
