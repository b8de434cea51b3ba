"""How a dealer looks at a fleet: in which order, for which need, by which words."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, get_args

Column = Literal["name", "charge", "range", "presence", "seen", "service", "trouble", "tyres", "battery"]
Need = Literal["low", "charging", "silent", "service", "trouble", "tyres", "battery"]

COLUMNS: tuple[Column, ...] = get_args(Column)
NEEDS: tuple[Need, ...] = get_args(Need)

SILENT_FOR = timedelta(days=1)  # not heard for so long counts as silent, whatever the car said last
_LONGEST_WORDS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cars of a fleet, and in which order."""

    column: Column = "name"
    is_descending: bool = False
    need: Need | None = None  # None: all of them
    words: str = ""  # in the nickname or the name here

    @property
    def sort(self) -> str:
        """The order as an address says it."""
        return f"-{self.column}" if self.is_descending else self.column


def wanted(sort: str = "", need: str = "", words: str = "") -> Wanted:
    """What an address asks for, such as "-charge" and "low"; what there is not counts as not asked for."""
    name = sort.removeprefix("-")
    return Wanted(
        column=next((column for column in COLUMNS if column == name), "name"),
        is_descending=sort.startswith("-") and name in COLUMNS,
        need=next((one for one in NEEDS if one == need), None),
        words=" ".join(words.split())[:_LONGEST_WORDS],
    )
