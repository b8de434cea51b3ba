"""What people who speak a language do with figures, beyond what Babel knows of it."""

from collections.abc import Mapping
from typing import NamedTuple


class Habit(NamedTuple):
    """One language's ways. The defaults are for a language without an entry here: it is understood."""

    clock: str = "{hour}:{minute:02}"
    yesterday: str = "{day} {time}"
    tomorrow: str = "{day} {time}"
    another_day: str = "{day} {time}"
    joint: str = " "  # between a number and its unit
    wheels: tuple[str, ...] = ("front left", "front right", "rear left", "rear right")
    counted: Mapping[str, Mapping[str, str]] = {}  # things with their number, by plural form


HABITS = {
    "en": Habit(
        clock="{hour:02}:{minute:02}",
        yesterday="{time} yesterday",
        tomorrow="{time} tomorrow",
        another_day="{time} on {day}",
        counted={
            "posts": {"one": "one post", "other": "{number} posts"},
            "drives": {"one": "one drive", "other": "{number} drives"},
            "charges": {"one": "one charge", "other": "{number} charges"},
        },
    ),
    "ja": Habit(
        yesterday="昨日の{time}",
        tomorrow="明日の{time}",
        another_day="{day}の{time}",
        joint="",
        wheels=("左前", "右前", "左後ろ", "右後ろ"),
        counted={
            "posts": {"other": "{number}件"},
            "drives": {"other": "{number}回"},
            "charges": {"other": "{number}回"},
        },
    ),
}


def habit_of(language: str) -> Habit:
    """The ways of a language."""
    return HABITS.get(language, Habit())
