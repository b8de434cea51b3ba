"""The 12 V battery: far under its reference while nothing charges it."""

from datetime import datetime

from gateway.car.bounds import Bounds
from gateway.car.health.degree import Degree, advance_degree
from gateway.car.moments import after, is_late
from gateway.car.part import Part
from gateway.car.reading import Reading

LEAST_V = 6  # a meter that wakes says 0, or all its bits
MOST_V = 17
WELL, LOW = 0, 1


class AuxBattery(Part, frozen=True):
    """Whether it is low, and what it was when it last said so."""

    degree: Degree = Degree()
    volts: float | None = None  # the last that was low
    said_at: datetime | None = None  # then


def advance_aux_battery(before: AuxBattery, reading: Reading, bounds: Bounds, *, busy: bool) -> AuxBattery:
    """The battery after a reading. busy: driving or charging, when what it says is not its own voltage."""
    if "aux_battery_v" in reading.unknown:
        return before if before == AuxBattery() else AuxBattery()
    volts = reading.aux_battery_v
    if volts is not None and not LEAST_V < volts < MOST_V:
        volts = None
    known = before.degree.known
    word = None if volts is None else _degree(volts, known, bounds)
    if busy and (word or before.degree.said):
        word = known
    if word in (None, known) and word != LOW and before.degree.said is None:
        return before  # as nearly always
    degree = advance_degree(
        before.degree,
        word,
        reading.observed_at,
        held_s=bounds.aux_battery_held_s,
        late=is_late(reading, bounds),
    )
    if word == LOW and volts is not None and volts != before.volts:
        return AuxBattery(degree, volts, reading.observed_at)
    return before if degree is before.degree else AuxBattery(degree, before.volts, before.said_at)


def aux_battery_due(battery: AuxBattery, bounds: Bounds) -> datetime | None:
    """When it has been low, or well again, for long enough."""
    return after(battery.degree.since, bounds.aux_battery_held_s)


def _degree(volts: float, known: int | None, bounds: Bounds) -> int | None:
    gap_v = bounds.aux_battery_full_v - volts
    if gap_v > bounds.aux_battery_gap_v:
        return LOW
    well = gap_v < bounds.aux_battery_gap_v * bounds.aux_battery_well_percent / 100
    return WELL if well or known is None else known
