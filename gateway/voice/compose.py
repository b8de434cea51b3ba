"""The line a persona finds for what is known, with its figures in place."""

from collections.abc import Mapping, Sequence
from typing import Any

from gateway.voice.facts import NO_NEWS, PLACEHOLDERS
from gateway.voice.measures import Manner
from gateway.voice.persona import Line


def compose(lines: Sequence[Line], known: Mapping[str, Any], manner: Manner, *, chance: int) -> str | None:
    """A line that says most of what is known, picked by `chance`; None when each would have a hole."""
    sayable = [line for line in lines if line.placeholders <= known.keys()]
    if not sayable:
        return None
    most = max(len(line.placeholders - NO_NEWS) for line in sayable)
    fullest = [line for line in sayable if len(line.placeholders - NO_NEWS) == most]
    return fill(fullest[chance % len(fullest)], known, manner)


def fill(line: Line, known: Mapping[str, Any], manner: Manner) -> str:
    """A line with words for its figures. All of them must be known."""
    text = line.text.format_map(
        {name: PLACEHOLDERS[name].words(known[name], manner) for name in line.placeholders}
    )
    return text[:1].upper() + text[1:]  # it may begin with a name that somebody wrote small
