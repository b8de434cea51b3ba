"""What of a charge has been told: plug, wait or start, and forecast within a minute are one piece of news."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.cable.charging import Charging, Session, is_waiting
from gateway.car.cable.plug import Plug
from gateway.car.part import Part
from gateway.car.reading import Reading


class Told(Part, frozen=True, kw_only=True):
    """The last of each that was told, or was no news; and the forecast not told yet."""

    plugged_since: datetime | None = None
    waits_from: datetime | None = None  # for a timer or a cheaper hour, all the while since then
    waited_since: datetime | None = None  # the plug-in whose waiting was told last
    session_at: datetime | None = None  # by when it started
    ready_at: datetime | None = None
    ready_told_at: datetime | None = None
    forecast_at: datetime | None = None  # when the charge will be enough, as the car said last
    forecast_is_stable: bool = False  # the one before said nearly the same


def advance_told(before: Told, reading: Reading, bounds: Bounds, *, plug: Plug, charging: Charging) -> Told:
    """What is told after a reading, or after time alone."""
    at, session = reading.observed_at, charging.session
    told = _waiting(_foreseen(before, reading, bounds, session), plug, charging, at)
    told = _without_news(told, plug, session, at)
    owed = _owed(told, plug, session)
    if not owed:
        return _ready_told(told, bounds, session, at)
    starts = session is not None and session.confirmed and told.session_at != session.started_at
    if not (starts and told.forecast_is_stable) and at < _deadline(owed, bounds):
        return told
    return replace(
        told,
        plugged_since=plug.since if plug.plugged else told.plugged_since,
        waited_since=plug.since if told.waits_from is not None else told.waited_since,
        session_at=session.started_at if session is not None and session.confirmed else told.session_at,
        ready_at=told.forecast_at if told.forecast_is_stable else None,
        ready_told_at=at if told.forecast_is_stable else None,
    )


def telling_due(told: Told, plug: Plug, session: Session | None, bounds: Bounds) -> datetime | None:
    """When what is owed must be told with whatever is known by then."""
    owed = _owed(told, plug, session)
    return _deadline(owed, bounds) if owed else None


def _owed(told: Told, plug: Plug, session: Session | None) -> list[datetime]:
    owed = []
    settled = plug.plugged and plug.contrary_since is None
    if settled and plug.since is not None and plug.since != told.plugged_since:
        owed.append(plug.since)
    elif settled and told.waits_from is not None and told.waited_since != plug.since:
        owed.append(told.waits_from)
    if session is not None and session.started_at != told.session_at and (owed or session.confirmed):
        owed.append(session.started_at)
    return owed


def _deadline(owed: list[datetime], bounds: Bounds) -> datetime:
    return max(owed) + timedelta(seconds=bounds.merge_s)


def _without_news(told: Told, plug: Plug, session: Session | None, at: datetime) -> Told:
    """A first word needs no telling."""
    if plug.plugged and plug.first_word and (told.plugged_since, told.waited_since) != (plug.since,) * 2:
        told = replace(told, plugged_since=plug.since, waited_since=plug.since)
    if session is None or session.news:
        return told
    if told.session_at != session.started_at:
        return replace(told, session_at=session.started_at)
    if told.ready_at is None and told.forecast_is_stable:
        return replace(told, ready_at=told.forecast_at, ready_told_at=at)
    return told


def _waiting(told: Told, plug: Plug, charging: Charging, at: datetime) -> Told:
    if plug.plugged and is_waiting(charging, at):
        return told if told.waits_from is not None else replace(told, waits_from=at)
    return told if told.waits_from is None else replace(told, waits_from=None)


def _foreseen(told: Told, reading: Reading, bounds: Bounds, session: Session | None) -> Told:
    if session is None:
        if told.forecast_at is None and told.ready_at is None:
            return told
        return replace(told, ready_at=None, ready_told_at=None, forecast_at=None, forecast_is_stable=False)
    if not reading.charge_minutes_left:
        return told
    forecast_at = reading.observed_at + timedelta(minutes=reading.charge_minutes_left)
    stable = (
        told.forecast_at is not None
        and _minutes(told.forecast_at, forecast_at) <= bounds.forecast_agree_minutes
    )
    return replace(told, forecast_at=forecast_at, forecast_is_stable=stable)


def _ready_told(told: Told, bounds: Bounds, session: Session | None, at: datetime) -> Told:
    if session is None or not session.confirmed or told.forecast_at is None or not told.forecast_is_stable:
        return told
    if told.ready_at is not None and told.ready_told_at is not None:
        moved = _minutes(told.ready_at, told.forecast_at) > bounds.forecast_shift_minutes
        if not moved or _minutes(told.ready_told_at, at) < bounds.forecast_pause_minutes:
            return told
    return replace(told, ready_at=told.forecast_at, ready_told_at=at)


def _minutes(one: datetime, other: datetime) -> float:
    return abs((other - one).total_seconds()) / 60
