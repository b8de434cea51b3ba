"""What a form of recording is, and how its cells are read: what cannot be read is kept as the text it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from math import isfinite
from typing import Any

from msgspec import UNSET, UnsetType

Row = Mapping[str, str]
Said = dict[str, Any]  # fields of a Reading, which checks their names


@dataclass(frozen=True, slots=True)
class Form:
    """The columns of a recording and what a row of it says."""

    required: frozenset[str]
    car_id: Callable[[Row], str]
    observed_at: Callable[[Row], datetime | str]
    said: Callable[[Row], Said]
    optional: frozenset[str] = frozenset()


def figure(cell: str) -> float | str | UnsetType:
    """A number; UNSET for an empty cell; the text itself where it is no number."""
    if not cell:
        return UNSET
    try:
        number = float(cell)
    except ValueError:
        return cell
    return number if isfinite(number) else cell


def moment(cell: str, *, zone: tzinfo | None = None) -> datetime | str:
    """An ISO 8601 time; the text itself where it is none, or where it names no zone and none is known."""
    try:
        at = datetime.fromisoformat(cell)
    except ValueError:
        return cell
    if at.tzinfo is not None:
        return at
    return cell if zone is None else at.replace(tzinfo=zone)
