"""The next service, as it comes nearer step by step."""

from datetime import datetime

from gateway.car.bounds import Bounds
from gateway.car.health.degree import Degree, advance_degree
from gateway.car.moments import after, is_late
from gateway.car.part import Part
from gateway.car.reading import Reading


class Service(Part, frozen=True):
    """How far off it is, and how many of the steps towards it have been taken."""

    in_km: float | None = None  # as said last; negative: overdue
    in_days: float | None = None
    by_km: Degree = Degree()
    by_days: Degree = Degree()


def advance_service(before: Service, reading: Reading, bounds: Bounds) -> Service:
    """The service after a reading, or after time alone."""
    in_km, in_days = reading.service_in_km, reading.service_in_days
    same = in_km in (None, before.in_km) and in_days in (None, before.in_days)
    if same and before.by_km.said is None and before.by_days.said is None:
        return before
    at, late = reading.observed_at, is_late(reading, bounds)
    by_km = advance_degree(
        before.by_km,
        _steps_taken(in_km, bounds.service_km, before.by_km.known, done=bounds.service_done_km),
        at,
        held_s=bounds.service_held_s,
        late=late,
    )
    by_days = advance_degree(
        before.by_days,
        _steps_taken(in_days, bounds.service_days, before.by_days.known, done=bounds.service_done_days),
        at,
        held_s=bounds.service_held_s,
        late=late,
    )
    if same and by_km is before.by_km and by_days is before.by_days:
        return before
    in_km = before.in_km if in_km is None else in_km
    return Service(in_km, before.in_days if in_days is None else in_days, by_km, by_days)


def service_due_at(service: Service, bounds: Bounds) -> datetime | None:
    """When a step just taken has lasted long enough."""
    dues = (after(degree.since, bounds.service_held_s) for degree in (service.by_km, service.by_days))
    return min((due for due in dues if due is not None), default=None)


def _steps_taken(
    left: float | None, steps: tuple[float, ...], known: int | None, *, done: float
) -> int | None:
    """How many steps lie behind. They only grow, until so much is left that it must have been serviced."""
    if left is None:
        return None
    taken = sum(left <= step for step in steps)
    if known is None or taken >= known or left > max(steps, default=0) + done:
        return taken
    return known
