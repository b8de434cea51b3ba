"""Marks that a charge passes on its way: each is told once, and never below the last."""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.cable.charging import FULL_PERCENT, Charging, Session
from gateway.car.charge.battery import Battery
from gateway.car.moments import after, held, is_late
from gateway.car.reading import Reading


def with_milestone(charging: Charging, reading: Reading, bounds: Bounds, *, battery: Battery) -> Charging:
    """The charge, knowing which marks it has passed; a meter in doubt passes none."""
    session, soc, at = charging.session, battery.soc_percent, reading.observed_at
    if session is None or not session.confirmed or soc is None or battery.doubted_at is not None:
        return charging
    passed = session.passed_percent
    if passed is None:
        start = soc if session.soc_start_percent is None else session.soc_start_percent
        passed = _mark_at(start, charging, bounds)
        session = replace(session, passed_percent=passed)
    mark = _mark_at(soc, charging, bounds)
    if mark <= passed:
        session = session if session.passing_since is None else replace(session, passing_since=None)
    elif session.passing_since is None:
        session = replace(session, passing_since=at)
    elif held(session.passing_since, bounds.milestone_held_s, at) and not is_late(reading, bounds):
        session = replace(session, passed_percent=mark, passing_since=None)
    return charging if session is charging.session else replace(charging, session=session)


def milestone_due(session: Session | None, bounds: Bounds) -> datetime | None:
    """When a mark just passed has stayed so for long enough."""
    return None if session is None else after(session.passing_since, bounds.milestone_held_s)


def _mark_at(soc: float, charging: Charging, bounds: Bounds) -> float:
    """The highest mark at this charge; 0 below all. At its limit a charge is done, which says the same."""
    enough = (charging.limit_percent or FULL_PERCENT) - bounds.done_margin_percent
    return max((mark for mark in bounds.milestones_percent if mark <= soc and mark < enough), default=0)
