"""Why a car said something: the figures it was noticed by."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A figure behind the words: what was measured, or the mark it was measured against."""

    name: str
    value: Any  # a number, a word, true or false
    unit: str | None
    at: datetime | None  # when the car measured it; None for a mark
    age: timedelta | None  # of the figure when the event happened; never negative


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What happened, when by the car's clock, and the figures that showed it."""

    kind: str
    at: datetime
    reasons: tuple[Reason, ...]


def why_of(car_event: dict[str, Any]) -> Why:
    """The same from what is kept with a status."""
    at = datetime.fromisoformat(car_event["at"])
    return Why(
        kind=car_event["kind"], at=at, reasons=tuple(_reason(told, at) for told in car_event["reasons"])
    )


def _reason(told: dict[str, Any], happened_at: datetime) -> Reason:
    at = datetime.fromisoformat(told["at"]) if told["at"] else None
    return Reason(
        name=told["name"],
        value=told["value"],
        unit=told["unit"],
        at=at,
        age=max(happened_at - at, timedelta(0)) if at else None,
    )
