"""The dialects cars speak, and the names under which they do."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

Dialect = Literal["native", "ovms", "teslamate", "owntracks", "saic", "wican", "fleet_telemetry", "vss"]
DIALECTS: tuple[Dialect, ...] = get_args(Dialect)
Says = Literal["all", "place"]

_FOREIGN_ID = re.compile(r"[!-~]{1,128}")  # printable ASCII without blanks; some have a / inside


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """A name of a car in another dialect. "place": of what it says only where the car is counts."""

    car_id: str
    dialect: Dialect
    foreign_id: str
    says: Says = "all"


def wrong_name(foreign_id: str) -> str | None:
    """What is wrong with a name of another dialect; None when nothing is."""
    if not _FOREIGN_ID.fullmatch(foreign_id) or set(foreign_id) & set("+#"):
        return "must be 1 to 128 printable ASCII signs without blanks, + and #"
    return None
