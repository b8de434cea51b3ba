"""Tyres that lose air: by the car's own warning, or by the pressure of each wheel."""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.health.degree import Degree, advance_degree
from gateway.car.moments import after, held, is_late
from gateway.car.part import Part
from gateway.car.reading import Reading

LEAST_KPA = 20  # a sensor asleep says 0; a tyre that is truly flat is warned of by the car
MOST_KPA = 1000
WELL, LOW, FLAT = 0, 1, 2
WHEELS = range(4)


class Wheel(Part, frozen=True):
    """How bad one wheel is, and what was told of it."""

    degree: Degree = Degree()
    told: int = WELL
    told_at: datetime | None = None


class Tyres(Part, frozen=True):
    """Front left, front right, rear left, rear right; as they said last."""

    kpa: tuple[float | None, ...] = (None,) * 4
    warnings: tuple[int | None, ...] = (None,) * 4  # the car's own: 0 well, 1 low, 2 dangerously low
    wheels: tuple[Wheel, ...] = (Wheel(),) * 4


def advance_tyres(before: Tyres, reading: Reading, bounds: Bounds, *, doubts: bool) -> Tyres:
    """The tyres after a reading, or after time alone. doubts: something of the car's health is in doubt."""
    kpa, warnings = reading.tyre_kpa or before.kpa, reading.tyre_alert or before.warnings
    same = kpa == before.kpa and warnings == before.warnings
    if same and not (doubts and any(wheel.degree.said is not None for wheel in before.wheels)):
        return before
    if not same:
        kpa = tuple(_pressure(kpa, place, before.kpa[place]) for place in WHEELS)
        warnings = tuple(_warning(warnings, place, before.warnings[place]) for place in WHEELS)
    heard = Tyres(kpa, warnings, before.wheels)
    wheels = tuple(_judged(heard, place, reading, bounds) for place in WHEELS)
    after = Tyres(kpa, warnings, wheels)
    return before if after == before else after


def tyres_due(tyres: Tyres, bounds: Bounds) -> datetime | None:
    """When the first doubtful wheel has been so for long enough."""
    dues = (after(wheel.degree.since, bounds.tyre_held_s) for wheel in tyres.wheels)
    return min((due for due in dues if due is not None), default=None)


def usual_kpa(tyres: Tyres, place: int, bounds: Bounds) -> float | None:
    """The pressure a wheel should have: the placard's, or what the other wheel of its axle has."""
    return bounds.tyre_placard_kpa or tyres.kpa[place ^ 1]


def _word(tyres: Tyres, place: int, bounds: Bounds) -> int | None:
    """How bad a wheel is by what was said last; None while nothing tells."""
    warning, kpa = tyres.warnings[place], tyres.kpa[place]
    if warning is not None:  # the car knows its tyres, and how warm they are
        return warning
    usual = usual_kpa(tyres, place, bounds)
    if kpa is None or usual is None:
        return None
    percent, known = 100 * kpa / usual, tyres.wheels[place].degree.known or WELL
    if percent < bounds.tyre_flat_percent:
        return FLAT
    if percent < bounds.tyre_low_percent:
        return max(LOW, known)
    return WELL if percent >= bounds.tyre_well_percent else known


def _judged(tyres: Tyres, place: int, reading: Reading, bounds: Bounds) -> Wheel:
    wheel, at = tyres.wheels[place], reading.observed_at
    was, word = wheel.degree, _word(tyres, place, bounds)
    degree = advance_degree(was, word, at, held_s=bounds.tyre_held_s, late=is_late(reading, bounds))
    if degree is was:
        return wheel
    level = degree.known or WELL
    worse = was.known is not None and level > was.known
    if worse and (level > wheel.told or held(wheel.told_at, bounds.tyre_pause_s, at)):
        return Wheel(degree, level, at)
    return replace(wheel, degree=degree)


def _pressure(said: tuple[float | None, ...], place: int, known: float | None) -> float | None:
    kpa = said[place] if place < len(said) else None
    return known if kpa is None or not LEAST_KPA < kpa < MOST_KPA else kpa


def _warning(said: tuple[int | None, ...], place: int, known: int | None) -> int | None:
    warning = said[place] if place < len(said) else None
    return known if warning is None or not WELL <= warning <= FLAT else warning
