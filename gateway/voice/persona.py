"""Who the car is when it writes: its language, and its lines for each kind of news."""

from collections.abc import Mapping
from dataclasses import dataclass


class PersonaError(ValueError):
    """A persona file cannot be used. The text names the file, the kind, and what would be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """One character in one language."""

    name: str
    language: str
    lines: Mapping[str, tuple[str, ...]]  # by event kind; each with its placeholders


@dataclass(frozen=True, slots=True)
class Personas:
    """Every persona, found by name and language."""

    by_name: Mapping[tuple[str, str], Persona]


def load_personas(texts: Mapping[str, str]) -> Personas:
    """Personas from TOML texts by file name, such as `plain.en.toml`.

    Raises:
        PersonaError: when a file has no such kind, placeholder or language as it claims.
    """
    raise PersonaError(f"no persona can be read yet from {', '.join(texts)}")
