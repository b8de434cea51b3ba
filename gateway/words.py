"""What cars have to say it with: personas and the names of towns, read from the config folder."""

import gzip
from dataclasses import dataclass
from pathlib import Path

from gateway.settings import ConfigError
from gateway.voice.persona import PersonaError, Personas, load_personas
from gateway.voice.towns import Towns


@dataclass(frozen=True, slots=True)
class Words:
    """Everything the voice needs besides the news."""

    personas: Personas
    towns: Towns


def read_words(folder: Path) -> Words:
    """The words in a config folder. Raises ConfigError naming the file that cannot be used."""
    return Words(_personas(folder / "personas"), _towns(folder / "places" / "towns.csv.gz"))


def _personas(folder: Path) -> Personas:
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise ConfigError(f"{folder}: there is no persona here, like plain.en.toml")
    try:
        return load_personas({file.name: file.read_text(encoding="utf-8") for file in files})
    except (PersonaError, UnicodeDecodeError) as error:
        raise ConfigError(f"{folder}: {error}") from error


def _towns(file: Path) -> Towns:
    try:
        return Towns.from_csv(gzip.decompress(file.read_bytes()).decode())
    except (OSError, EOFError, ValueError) as error:
        raise ConfigError(f"{file}: {error}") from error
