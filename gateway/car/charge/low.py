"""Whether charge is low: each mark is told once, and a trembling meter tells none twice."""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.charge.battery import Battery
from gateway.car.moments import after, held, is_late
from gateway.car.part import Part
from gateway.car.reading import Reading


class Low(Part, frozen=True, kw_only=True):
    """Which marks were told, and whether one waits to be."""

    told_percent: float | None = None  # the lowest mark told; None: all may be told
    under_at: datetime | None = None  # under a mark since then, which is not told yet
    confirmed: bool = False  # though heard too late to tell


def advance_low(
    before: Low, reading: Reading, bounds: Bounds, *, known: Battery, battery: Battery, plugged: bool
) -> Low:
    """What is told of low charge after a reading, or after time alone. known: the battery before it."""
    soc = battery.soc_percent
    if soc is None or (battery is known and before.under_at is None and not plugged):
        return before
    if plugged:
        return _quiet(before, told=None)
    mark = _mark_under(soc, bounds)
    if known.soc_percent is None and before.told_percent is None:  # the first word is no news
        return Low(told_percent=mark)
    told = _still_told(before.told_percent, soc, bounds)
    if mark is None or (told is not None and mark >= told):
        return _quiet(before, told=told)
    return _under(before, mark, reading, bounds, battery=battery)


def low_due(low: Low, bounds: Bounds) -> datetime | None:
    """When a mark just passed has lasted long enough to be told."""
    return None if low.confirmed else after(low.under_at, bounds.low_held_s)


def _mark_under(soc: float, bounds: Bounds) -> float | None:
    if soc > bounds.low_percent:
        return None
    passed = [mark for mark in (bounds.low_percent, *bounds.critical_percent) if soc <= mark]
    return min(passed, default=None)


def _still_told(told: float | None, soc: float, bounds: Bounds) -> float | None:
    """The lowest mark that charge has not left behind again by the margin."""
    if told is None or soc < told + bounds.low_margin_percent:
        return told
    above = [mark for mark in (*bounds.critical_percent, bounds.low_percent) if mark > told]
    return _still_told(min(above, default=None), soc, bounds)


def _quiet(low: Low, *, told: float | None) -> Low:
    return low if low.told_percent == told and low.under_at is None else Low(told_percent=told)


def _under(low: Low, mark: float, reading: Reading, bounds: Bounds, *, battery: Battery) -> Low:
    """A mark is told once confirmed; heard too late, it waits for a timely reading that still says so."""
    at = reading.observed_at
    if low.under_at is None:
        return replace(low, under_at=at)
    said_again = battery.soc_at == at and at > low.under_at
    lasted = held(low.under_at, bounds.low_held_s, at) and battery.doubted_at is None
    if not said_again and (low.confirmed or not lasted):
        return low
    if is_late(reading, bounds):
        return replace(low, confirmed=True)
    return Low(told_percent=mark)
