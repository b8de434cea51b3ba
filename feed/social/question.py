"""A question to choose an answer to, as somebody would like to ask it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from feed.errors import InvalidError
from feed.social import text

FEWEST_OPTIONS, MOST_OPTIONS = 2, 4
LONGEST_OPTION = 50  # characters
SHORTEST_S, LONGEST_S = 300, 2_629_746  # five minutes, a month


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What can be chosen, for how long, and how."""

    options: tuple[str, ...]
    open_for: timedelta
    multiple: bool = False
    hide_totals: bool = False  # until it has ended


def question(options: Sequence[str], *, expires_in_s: int, multiple: bool, hide_totals: bool) -> Question:
    """The question, if it can be asked.

    Raises:
        InvalidError: names what would have to be otherwise.
    """
    cleaned = tuple(text.clean(option) for option in options)
    if "" in cleaned:
        raise _wrong("Poll options can't be blank")
    if not FEWEST_OPTIONS <= len(cleaned) <= MOST_OPTIONS:
        raise _wrong(f"A poll must have {FEWEST_OPTIONS} to {MOST_OPTIONS} options")
    if len(set(cleaned)) != len(cleaned):
        raise _wrong("Poll options can't be the same")
    if any(len(option) > LONGEST_OPTION for option in cleaned):
        raise _wrong(f"Poll options can't be longer than {LONGEST_OPTION} characters each")
    if not SHORTEST_S <= expires_in_s <= LONGEST_S:
        raise _wrong(f"A poll must be open for {SHORTEST_S} to {LONGEST_S} seconds (expires_in)")
    return Question(
        options=cleaned,
        open_for=timedelta(seconds=expires_in_s),
        multiple=multiple,
        hide_totals=hide_totals,
    )


def _wrong(why: str) -> InvalidError:
    return InvalidError(why, details={"poll": why})
