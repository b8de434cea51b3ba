"""What is good to know while it charges: a mark it passed, and that another hour would be cheaper."""

from gateway.car.bounds import Bounds
from gateway.car.cable.saving import worth_waiting_for
from gateway.car.events import ChargeMilestone, CheaperLater, Reason
from gateway.car.news.reasons import moment_said, said, said_plug, said_soc, threshold
from gateway.car.state import CarState


def charge_milestone(before: CarState, after: CarState, bounds: Bounds) -> ChargeMilestone | None:
    """The charge stayed above a mark that the owner wants to hear of."""
    was, session = before.charging.session, after.charging.session
    if was is None or session is None or was.passed_percent is None or session.passed_percent is None:
        return None
    if session.passed_percent <= was.passed_percent or after.soc_percent is None:
        return None
    return ChargeMilestone(
        car_id=after.car_id,
        at=was.passing_since or after.moment,
        soc_percent=after.soc_percent,
        step_percent=session.passed_percent,
        ready_at=after.told.ready_at,
        reasons=(
            *said_soc(after),
            threshold("milestones_percent", session.passed_percent, "%"),
            threshold("milestone_held_s", bounds.milestone_held_s, "s"),
        ),
    )


def cheaper_later(before: CarState, after: CarState, bounds: Bounds) -> CheaperLater | None:
    """A charge whose beginning is just told began at a dear hour. Elsewhere than home other tariffs hold."""
    session, forecast_at = after.charging.session, after.told.forecast_at
    if after.told.session_at == before.told.session_at or session is None or not session.news:
        return None
    if after.place.at_home is False:
        return None
    left = None if forecast_at is None else (forecast_at - after.moment).total_seconds() / 60
    stretch = worth_waiting_for(after.moment, bounds, minutes_left=left)
    if stretch is None:
        return None
    return CheaperLater(
        car_id=after.car_id,
        at=after.moment,
        cheap_from=stretch.begins_at,
        cheap_until=stretch.ends_at,
        soc_percent=after.soc_percent,
        reasons=(
            *said_plug(after),
            *said("charge_power_kw", after.charging.power_kw, "kW", after.charging.heard_at),
            *said("charge_minutes_left", left, "min", after.moment),
            *said("cheap_from", moment_said(stretch.begins_at), None, None),
            *said("cheap_until", moment_said(stretch.ends_at), None, None),
            *_leaving(bounds),
        ),
    )


def _leaving(bounds: Bounds) -> tuple[Reason, ...]:
    if bounds.leaves_at is None:
        return (threshold("cheaper_within_h", bounds.cheaper_within_h, "h"),)
    return (Reason("leaves_at", f"{bounds.leaves_at:%H:%M}"),)
