"""The line a persona finds for what is known, with its figures in place."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from gateway.voice.facts import NO_NEWS, PLACEHOLDERS
from gateway.voice.measures import Manner
from gateway.voice.persona import Line


def compose(lines: Sequence[Line], known: Mapping[str, Any], manner: Manner, *, chance: int) -> str | None:
    """A line that says most of what is known, picked by `chance`; None when each would have a hole."""
    fullest = fullest_lines(lines, known.keys())
    return fill(fullest[chance % len(fullest)], known, manner) if fullest else None


def fullest_lines(lines: Sequence[Line], known: AbstractSet[str]) -> list[Line]:
    """Those that say most, counted in placeholders, among those without a hole."""
    sayable = [line for line in lines if line.placeholders <= known]
    most = max((len(line.placeholders - NO_NEWS) for line in sayable), default=0)
    return [line for line in sayable if len(line.placeholders - NO_NEWS) == most]


def fill(line: Line, known: Mapping[str, Any], manner: Manner) -> str:
    """A line with words for its figures. All of them must be known."""
    return line.text.format_map(
        {name: PLACEHOLDERS[name].words(known[name], manner) for name in line.placeholders}
    )
