"""What cars would say: the sentences of a persona with example figures in them.

The gateway speaks; this is a taste of it for who chooses. It fills a sentence as the gateway does, but only
the few kinds of news, and the few figures, that make a good example.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from babel.units import format_unit

PLAIN = "plain"
KM_PER_MILE = 1.609344


class NotAVoiceError(ValueError):
    """A file does not hold a persona."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One persona in one language."""

    name: str
    language: str
    lines: Mapping[str, Sequence[str]]  # by kind of news
    hello: Sequence[str] = ()  # what it says to who claims it


class Voices:
    """Every persona in every language."""

    def __init__(self, voices: Sequence[Voice]) -> None:
        self._by_name = {(voice.name, voice.language): voice for voice in voices}

    @property
    def names(self) -> tuple[str, ...]:
        """The personas, the plain one first."""
        return tuple(sorted({name for name, _ in self._by_name}, key=lambda name: (name != PLAIN, name)))

    def speakers(self, name: str, language: str) -> tuple[Voice, ...]:
        """Who finds the words, in this order: the persona, the plain one of its language."""
        wanted = dict.fromkeys(((name, language), (PLAIN, language)))
        return tuple(self._by_name[key] for key in wanted if key in self._by_name)


@dataclass(frozen=True, slots=True)
class Sample:
    """What it would say when this happens."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Manner:
    language: str
    is_imperial: bool


Words = Callable[[_Manner], str]


def voice_from(file: str, text: str) -> Voice:
    """The persona in a file of this name, such as `plain.en.toml`.

    Raises:
        NotAVoiceError: it is none.
    """
    try:
        table = tomllib.loads(text)
        return Voice(
            name=file.partition(".")[0],
            language=str(table["language"]),
            lines=dict(table["lines"]),
            hello=tuple(map(str, table.get("hello", ()))),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise NotAVoiceError(file) from error


def samples(
    voices: Voices, persona: str, *, language: str, is_imperial: bool, nickname: str
) -> tuple[Sample, ...]:
    """A sentence for each of the examples for which the persona, or the plain one, has words."""
    manner = _Manner(language, is_imperial)
    speakers = voices.speakers(persona, language)
    said: list[Sample] = []
    for kind, figures in _EXAMPLES.items():
        known = {name: words(manner) for name, words in figures.items()} | {"name": nickname}
        texts = (_fullest(speaker.lines.get(kind, ()), known) for speaker in speakers)
        if text := next(filter(None, texts), None):
            said.append(Sample(kind, text[:1].upper() + text[1:]))
    return tuple(said)


def hello(voices: Voices, persona: str, *, language: str, name: str, owner: str) -> str | None:
    """The first words of a car to its new owner; None when nobody has any in this language."""
    known = {"name": name, "owner": owner}
    texts = (_fullest(speaker.hello, known) for speaker in voices.speakers(persona, language))
    return next(filter(None, texts), None)


def _fullest(lines: Sequence[str], known: Mapping[str, str]) -> str | None:
    """The first of the lines that say most, filled in; None when each would have a hole."""
    sayable = [(len(names - {"name"}), line) for line in lines if (names := _names(line)) <= known.keys()]
    if not sayable:
        return None
    return max(sayable, key=lambda one: one[0])[1].format_map(known)


def _names(line: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(line) if name is not None)


def _percent(percent: int) -> Words:
    return lambda _: str(percent)


def _distance(km: int) -> Words:
    def words(manner: _Manner) -> str:
        if manner.is_imperial:
            return _quantity(round(km / KM_PER_MILE), "length-mile", manner)
        return _quantity(km, "length-kilometer", manner)

    return words


def _minutes(minutes: int) -> Words:
    return lambda manner: _quantity(minutes, "duration-minute", manner)


def _clock(hour: int, minute: int) -> Words:
    return lambda manner: f"{hour}:{minute:02}" if manner.language == "ja" else f"{hour:02}:{minute:02}"


def _quantity(number: int, unit: str, manner: _Manner) -> str:
    words = str(format_unit(number, unit, "short", format="#,##0.#", locale=manner.language))
    return words.replace(" ", "") if manner.language == "ja" else words


_EXAMPLES: Mapping[str, Mapping[str, Words]] = {
    "plugged_in": {"soc": _percent(34), "ready": _clock(2, 15), "full": _clock(2, 15)},
    "came_home_unplugged": {"soc": _percent(18), "range": _distance(62)},
    "drive_ended": {"soc": _percent(57), "distance": _distance(23), "duration": _minutes(35)},
    "charging_done": {"soc": _percent(100), "gained": _percent(66)},
    "battery_low": {"soc": _percent(14), "range": _distance(48)},
    "service_due": {"due": _distance(300)},
}
