"""Whether the charge the car foresees at its destination is too little."""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.moments import after, held, is_late
from gateway.car.part import Part
from gateway.car.reading import Reading


class Foresight(Part, frozen=True, kw_only=True):
    """What the car foresees, and whether that was told in this drive."""

    arrival_percent: float | None = None
    under_at: datetime | None = None  # too little since then, under way
    told: bool = False


def advance_foresight(
    before: Foresight, reading: Reading, bounds: Bounds, *, under_way: bool, arrived: bool
) -> Foresight:
    """The foresight after a reading, or after time alone. arrived: a drive is just over."""
    said = reading.arrival_percent
    if arrived or "arrival_percent" in reading.unknown:
        return Foresight()
    percent = before.arrival_percent if said is None else said
    foresight = before if percent == before.arrival_percent else replace(before, arrival_percent=percent)
    if not under_way or percent is None:
        return foresight
    return _judged(foresight, percent, reading, bounds)


def _judged(foresight: Foresight, percent: float, reading: Reading, bounds: Bounds) -> Foresight:
    at, under_at = reading.observed_at, foresight.under_at
    if percent >= bounds.arrival_percent + bounds.arrival_margin_percent:
        return replace(foresight, under_at=None, told=False) if foresight.told or under_at else foresight
    if foresight.told:
        return foresight
    if percent >= bounds.arrival_percent:
        return foresight if under_at is None else replace(foresight, under_at=None)
    if under_at is None:
        return replace(foresight, under_at=at)
    said_again = reading.arrival_percent is not None and at > under_at
    if is_late(reading, bounds) or not (said_again or held(under_at, bounds.arrival_held_s, at)):
        return foresight
    return replace(foresight, told=True)


def foresight_due(foresight: Foresight, bounds: Bounds) -> datetime | None:
    """When it has been too little for long enough."""
    return None if foresight.told else after(foresight.under_at, bounds.arrival_held_s)
