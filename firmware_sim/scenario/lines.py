"""In which line of a TOML file something stands: tomllib does not say."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

Key = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\"-]+)\s*\]\]?")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+|\"[^\"]*\")\s*=")
_FENCES = ('"""', "'" * 3)


def lines_of(text: str) -> dict[Key, int]:
    """Every table and key of a valid TOML text, and the line in which it is written."""
    found: dict[Key, int] = {}
    table: Key = ()
    turns: Counter[str] = Counter()
    for number, line in _outside_of_strings(text):
        if header := _HEADER.match(line):
            name = header[2].replace('"', "")
            table = tuple(name.split("."))
            if header[1] == "[[":
                table = (name, turns[name])
                turns[name] += 1
            found[table] = number
        elif key := _KEY.match(line):
            found[(*table, key[1].strip('"'))] = number
    return found


def line_of(place: Sequence[str | int], lines: dict[Key, int]) -> int | None:
    """The line of what is there, or of the nearest thing around it; None when that is the whole file."""
    for length in range(len(place), 0, -1):
        if (line := lines.get(tuple(place[:length]))) is not None:
            return line
    return None


def _outside_of_strings(text: str) -> Iterator[tuple[int, str]]:
    """The lines that do not lie within a string of several lines."""
    fence = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if fence:
            fence = "" if fence in line else fence
            continue
        yield number, line
        for mark in _FENCES:
            if line.count(mark) % 2:
                fence = mark
