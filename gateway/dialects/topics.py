"""On which topics each tongue is spoken at this broker, and which tongue a topic is of.

A pattern is a tongue's own one (`ovms/+/+/metric/#`) or a narrower one, with any prefix before it
(`cars/ovms/+/+/metric/#`) or with another first word (`dongles/+/+/metric/#`). A dialect never sees prefixes.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import combinations, zip_longest
from typing import NamedTuple

LONGEST_PATTERN = 1024  # bytes; MQTT itself would take 65,535


class Route(NamedTuple):
    """One pattern, and how its topics become the tongue's own."""

    tongue: str
    pattern: str
    levels_before: int  # to be taken off
    first_word: str  # to be put in their place: "" or "ovms/"


class Topics:
    """Tells tongues apart. Raises ValueError, with both keys, when two patterns can match the same topic."""

    def __init__(self, routes: Sequence[Route]) -> None:
        for one, other in combinations(routes, 2):
            if one.tongue != other.tongue and _can_meet(one.pattern.split("/"), other.pattern.split("/")):
                both = f"topics.{one.tongue} {one.pattern!r} and topics.{other.tongue} {other.pattern!r}"
                raise ValueError(f"{both} can match the same topic; each topic should be of one tongue")
        self._routes = routes
        # one expression for all: paho's MQTTMatcher takes ten times as long, with every message
        self._expression = re.compile("|".join(_expression(route) for route in routes), re.DOTALL)

    def find(self, topic: str) -> tuple[str, str] | None:
        """The tongue of a topic, and the topic as that tongue itself would have it; None for no tongue's."""
        found = self._expression.fullmatch(topic)
        if found is None or found.lastindex is None:
            return None
        route = self._routes[found.lastindex - 1]
        return route.tongue, f"{route.first_word}{found[found.lastindex]}"


def routes(patterns: Mapping[str, Sequence[str]], own: Mapping[str, Sequence[str]]) -> list[Route]:
    """How each tongue's patterns lead to its own ones.

    Raises:
        ValueError: naming the tongue, when a pattern is none of MQTT's, or not like one of the tongue's own.
    """
    return [_route(tongue, pattern, own[tongue]) for tongue in patterns for pattern in patterns[tongue]]


def _route(tongue: str, pattern: str, own: Sequence[str]) -> Route:
    levels = pattern.split("/")
    if wrong := _what_is_wrong(pattern, levels):
        raise ValueError(f"{tongue}: {wrong}")
    for before in range(len(levels)):
        if any(_lies_within(levels[before:], one.split("/")) for one in own):
            return Route(tongue, pattern, before, "")
    for one in own:
        first_word, *others = one.split("/")
        if levels[0] != "#" and _lies_within(levels[1:], others):
            return Route(tongue, pattern, 1, f"{first_word}/")
    raise ValueError(
        f"{tongue}: {pattern!r} should be like {' or '.join(own)}, with any prefix before it "
        f"or another first word in place of {own[0].partition('/')[0]}"
    )


def _what_is_wrong(pattern: str, levels: Sequence[str]) -> str | None:
    if not 0 < len(pattern.encode(errors="surrogatepass")) <= LONGEST_PATTERN or "\0" in pattern:
        return f"a topic pattern should have 1 to {LONGEST_PATTERN:,} bytes, and no NUL"
    if pattern.startswith("$"):
        return f"{pattern!r} should not begin with $: such topics are the broker's own"
    if "#" in "".join(levels[:-1]) or any(
        level not in {"+", "#"} and {"+", "#"} & set(level) for level in levels
    ):
        return f"{pattern!r}: + should stand for one whole level, and # for all that follow, at the end"
    return None


def _lies_within(pattern: Sequence[str], wider: Sequence[str]) -> bool:
    """Whether all topics of one pattern are topics of another, both as levels."""
    for ours, theirs in zip_longest(pattern, wider):
        if theirs == "#":
            return True
        if ours is None or theirs is None or ours == "#" or theirs not in {"+", ours}:
            return False
    return True


def _can_meet(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether some topic is of both patterns."""
    for left, right in zip_longest(one, other):
        if "#" in (left, right):
            return True
        if left is None or right is None or (left != right and "+" not in (left, right)):
            return False
    return True


def _expression(route: Route) -> str:
    """Matches a route's topics whole; the one group holds what stands behind the levels to take off."""
    levels = route.pattern.split("/")
    before = "".join(f"{_level(level)}/" for level in levels[: route.levels_before])
    return f"{before}({'/'.join(map(_level, levels[route.levels_before :]))})".replace("/.*", "(?:/.*)?")


def _level(level: str) -> str:
    return {"+": "[^/]*", "#": ".*"}.get(level) or re.escape(level)
