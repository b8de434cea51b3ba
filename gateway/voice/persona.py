"""Who the car is when it writes: its language, and its lines for each kind of news."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from gateway.voice.facts import OFFERED, PLACEHOLDERS, SURE

PLAIN, ENGLISH = "plain", "en"
NAME = r"[a-z0-9][a-z0-9_-]{0,31}"  # as the register can hold it
HELLO = "hello"  # words for the day it is claimed: the feed says them, who knows that day
LINE_LIMIT = 400  # characters: a status has 500, of which a mention may take some


class PersonaError(ValueError):
    """A persona file cannot be used. The text names the file, the kind, and what would be right."""


class Line(NamedTuple):
    """One sentence, or a few, with its placeholders."""

    text: str
    placeholders: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """One character in one language."""

    name: str
    language: str
    lines: Mapping[str, tuple[Line, ...]]  # by event kind


@dataclass(frozen=True, slots=True)
class Personas:
    """Every persona, found by name and language."""

    by_name: Mapping[tuple[str, str], Persona]

    def speakers(self, name: str, language: str) -> tuple[Persona, ...]:
        """Who may find words, in this order: the persona, the plain one of its language, the English one."""
        wanted = ((name, language), (PLAIN, language), (PLAIN, ENGLISH))
        return tuple(self.by_name[key] for key in dict.fromkeys(wanted) if key in self.by_name)


def load_personas(texts: Mapping[str, str]) -> Personas:
    """Personas from TOML texts by file name, such as `plain.en.toml`.

    Raises:
        PersonaError: when a file has no such kind, placeholder or language as it claims, when a plain
            persona is not complete, or when there is no plain one in English.
    """
    personas = [_persona(file, text) for file, text in texts.items()]
    by_name = {(persona.name, persona.language): persona for persona in personas}
    if (PLAIN, ENGLISH) not in by_name:
        raise PersonaError("plain.en.toml: should be here, as the words of those who have no other")
    return Personas(by_name)


def _persona(file: str, text: str) -> Persona:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PersonaError(f"{file}: not TOML: {error}") from error
    language, lines = table.get("language"), table.get("lines")
    if (
        not isinstance(language, str)
        or not isinstance(lines, dict)
        or not table.keys() <= {"language", "lines", HELLO}
    ):
        raise PersonaError(f"{file}: should have language, a table [lines], perhaps hello, and nothing else")
    name = _name(file, language)
    told = {kind: _lines(f"{file}: {kind}", kind, said) for kind, said in lines.items()}
    if name == PLAIN:
        _check_complete(file, told)
    return Persona(name=name, language=language, lines=told)


def _name(file: str, language: str) -> str:
    name, _, rest = file.partition(".")
    if not re.fullmatch(NAME, name):
        raise PersonaError(f"{file}: should begin with a name of small letters, digits, - and _")
    if rest != f"{language}.toml":
        raise PersonaError(
            f'{file}: its language is "{language}", so it should be named {name}.{language}.toml'
        )
    try:
        Locale.parse(language)
    except (UnknownLocaleError, ValueError) as error:
        raise PersonaError(
            f'{file}: no language is called "{language}"; it should be one like en or ja'
        ) from error
    return name


def _lines(where: str, kind: str, said: object) -> tuple[Line, ...]:
    if kind not in OFFERED:
        raise PersonaError(f"{where}: no such kind of news; there are {', '.join(OFFERED)}")
    texts = said if isinstance(said, list) else []
    if not texts or not all(isinstance(text, str) and text.strip() for text in texts):
        raise PersonaError(f'{where}: should be a list of sentences, like ["…", "…"]')
    return tuple(_line(f"{where}: {text!r}", kind, text) for text in texts)


def _line(where: str, kind: str, text: str) -> Line:
    try:
        names = _names(text)
    except ValueError as error:
        raise PersonaError(f"{where}: {error}; a brace that is meant is written twice") from error
    if strangers := [name for name in names if name not in OFFERED[kind]]:
        raise PersonaError(f"{where}: no {{{strangers[0]}}} here; there are {_braced(OFFERED[kind])}")
    length = len(text.format_map({name: PLACEHOLDERS[name].longest for name in names}))
    if length > LINE_LIMIT:
        raise PersonaError(f"{where}: up to {length} characters when filled; should be at most {LINE_LIMIT}")
    return Line(text, frozenset(names))


def _names(text: str) -> list[str]:
    """What is between the braces, a colon and all: figures come in a form of their own."""
    return [
        name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
        for _, name, form, conversion in Formatter().parse(text)
        if name is not None
    ]


def _check_complete(file: str, lines: Mapping[str, tuple[Line, ...]]) -> None:
    for kind, sure in SURE.items():
        if not any(line.placeholders <= sure for line in lines.get(kind, ())):
            only = f"no placeholder but {_braced(sure)}" if sure else "no placeholder"
            raise PersonaError(
                f"{file}: {kind}: should have a line with {only}, for when nothing else is known"
            )


def _braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
