"""Charging: when energy began to flow, when it will be enough, and how it ended."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.cable.plug import Plug, is_out
from gateway.car.events import Charge
from gateway.car.moments import held, is_time_alone
from gateway.car.part import Part
from gateway.car.reading import ChargeState, Reading
from gateway.car.travel.driving import Driving, is_under_way
from gateway.car.travel.ground import Fix

BROKEN_OFF = (ChargeState.STOPPED, ChargeState.FAULT)
FULL_PERCENT = 100.0
PUNCTUAL = timedelta(minutes=15)  # of a timer and what it starts
_KNOWN_AS = {
    "charge_state": "state",
    "charge_limit_percent": "limit_percent",
    "charge_starts_at": "starts_at",
    "charge_power_kw": "power_kw",
}
_CANNOT_WAIT = (ChargeState.CHARGING, ChargeState.COMPLETE, ChargeState.FAULT)
_MAY_OUTLAST = (*BROKEN_OFF, ChargeState.CHARGING, ChargeState.COMPLETE)  # the cable it was about


class Session(Part, frozen=True, kw_only=True):
    """A charge under way; tentative until energy has flowed long enough to be believed."""

    started_at: datetime
    news: bool  # the car was known not to charge before
    confirmed: bool = False
    soc_start_percent: float | None = None
    kwh: float | None = None  # into the battery
    counted_at: datetime | None = None  # up to then; None: from the start
    halted_at: datetime | None = None  # no energy flows since
    interrupted: bool = False
    passed_percent: float | None = None  # the highest mark told, or that lay behind when it began
    passing_since: datetime | None = None  # at the next mark, not for long enough yet
    peak_kw: float | None = None
    planned: bool = False  # a timer or a tariff let it begin


class Charging(Part, frozen=True, kw_only=True):
    """What the charger does, and the last charge that ended."""

    heard_at: datetime | None = None
    state: ChargeState | None = None
    power_kw: float | None = None  # positive flows into the battery
    limit_percent: float | None = None
    starts_at: datetime | None = None  # by a timer or a tariff
    session: Session | None = None
    done_at: datetime | None = None  # of this plug-in; topping up afterwards is no new charge
    last: Charge | None = None
    unseen_at: datetime | None = None  # when a charge nobody saw was last believed, and no drive since


def advance_charging(
    before: Charging,
    reading: Reading,
    bounds: Bounds,
    *,
    plug: Plug,
    soc_percent: float | None,
    driving: Driving,
    fix: Fix | None,
) -> Charging:
    """The charge after a reading, or after time alone. fix: where the car stood before this reading."""
    at = reading.observed_at
    charging = _heard(before, reading, under_way=driving.trip is not None)
    if charging is not before or not is_time_alone(reading):
        charging = _counted(before, charging, at, bounds)
    if charging.unseen_at is not None and is_under_way(driving):
        charging = replace(charging, unseen_at=None)
    if is_under_way(driving) or is_out(plug):
        return _without_cable(_over(charging, reading.car_id, at, soc_percent, fix))
    plugged = driving.parked_since is not None if plug.plugged is None else plug.plugged
    flows = is_flowing(charging, bounds, plugged=plugged)
    session = _felt(charging.session, at, bounds, flows=flows)
    if session is None and flows and charging.done_at is None:
        session = Session(
            started_at=at,
            news=_was_known(before),
            soc_start_percent=soc_percent,
            peak_kw=charging.power_kw,
            planned=_is_planned(before, at),
        )
    if session is not charging.session:
        charging = replace(charging, session=session)
    if _is_done(charging, at, bounds, soc_percent):
        return _done(charging, reading.car_id, at, soc_percent, fix)
    if _is_broken_off(charging, at, bounds, soc_percent) and session is not None:
        return replace(charging, session=replace(session, interrupted=True))
    return charging


def charging_dues(charging: Charging, bounds: Bounds) -> tuple[datetime, ...]:
    """When time alone begins, completes or breaks off the charge."""
    session = charging.session
    if session is None:
        return ()
    if not session.confirmed:
        return (session.started_at + timedelta(seconds=bounds.charging_held_s),)
    if session.halted_at is None:
        return ()
    waits = (bounds.interrupted_held_s, bounds.done_held_s)
    dues = tuple(session.halted_at + timedelta(seconds=wait) for wait in waits)
    return dues if charging.starts_at is None else (*dues, _overdue_at(charging.starts_at, bounds))


def is_waiting(charging: Charging, at: datetime) -> bool:
    """Whether a charge that has not begun waits for its timer, or for a cheaper hour."""
    if charging.session is not None or charging.done_at is not None:
        return False
    if charging.state is ChargeState.WAITING:
        return True
    planned = charging.starts_at is not None and charging.starts_at > at
    return planned and charging.state not in _CANNOT_WAIT


def is_flowing(charging: Charging, bounds: Bounds, *, plugged: bool) -> bool:
    """Whether energy goes from the cable into the battery. Recuperation is no charge."""
    enough = charging.power_kw is not None and charging.power_kw > bounds.charging_kw
    if charging.state is None:
        return plugged and enough
    return charging.state is ChargeState.CHARGING and (enough or charging.power_kw is None)


def says_the_same(known: Charging, reading: Reading, power_kw: float | None) -> bool:
    """Whether nothing new is said while nothing charges."""
    return (
        reading.charge_state in (None, known.state)
        and power_kw in (None, known.power_kw)
        and reading.charge_limit_percent in (None, known.limit_percent)
        and reading.charge_starts_at in (None, known.starts_at)
        and all(getattr(known, _KNOWN_AS[word]) is None for word in reading.unknown.intersection(_KNOWN_AS))
    )


def _heard(before: Charging, reading: Reading, *, under_way: bool) -> Charging:
    power_kw = reading.charge_power_kw
    if under_way and before.session is None:  # power is the motor's then
        power_kw = None if not before.power_kw else 0.0
    speaks = (
        reading.charge_state is not None
        or reading.charge_limit_percent is not None
        or reading.charge_starts_at is not None
    )
    if not speaks and power_kw is None and reading.unknown.isdisjoint(_KNOWN_AS):
        return before
    if before.heard_at is not None and reading.observed_at < before.heard_at:
        return before
    if before.session is None and says_the_same(before, reading, power_kw):
        return before
    unknown = reading.unknown
    return replace(
        before,
        heard_at=reading.observed_at,
        state=None if "charge_state" in unknown else reading.charge_state or before.state,
        power_kw=None
        if "charge_power_kw" in unknown
        else (before.power_kw if power_kw is None else power_kw),
        limit_percent=None
        if "charge_limit_percent" in unknown
        else reading.charge_limit_percent or before.limit_percent,
        starts_at=None if "charge_starts_at" in unknown else reading.charge_starts_at or before.starts_at,
    )


def _counted(before: Charging, charging: Charging, at: datetime, bounds: Bounds) -> Charging:
    """The energy up to a reading of any kind: a car that reports changes says a steady power only once."""
    session, power_before, power = before.session, before.power_kw, charging.power_kw
    if session is None or power_before is None or power is None:
        return charging
    passed_s = (at - (session.counted_at or session.started_at)).total_seconds()
    if passed_s <= 0:
        return charging
    kwh = session.kwh
    if passed_s <= bounds.charging_hole_s:
        kwh = (kwh or 0.0) + max(0.0, power_before + power) / 2 * passed_s / 3600
    peak_kw = max(session.peak_kw or 0.0, power)
    return replace(charging, session=replace(session, kwh=kwh, counted_at=at, peak_kw=peak_kw))


def _was_known(before: Charging) -> bool:
    return before.state is not None or before.power_kw is not None


def _is_planned(before: Charging, at: datetime) -> bool:
    """Whether a charge that begins now waited for its moment."""
    starts_at = before.starts_at
    return starts_at is not None and starts_at - PUNCTUAL <= at <= starts_at + PUNCTUAL


def _felt(session: Session | None, at: datetime, bounds: Bounds, *, flows: bool) -> Session | None:
    if session is None or (not flows and not session.confirmed):
        return None
    if not flows:
        return session if session.halted_at else replace(session, halted_at=at)
    if not session.confirmed and held(session.started_at, bounds.charging_held_s, at):
        return replace(session, confirmed=True)
    return session if session.halted_at is None else replace(session, halted_at=None)


def _is_done(charging: Charging, at: datetime, bounds: Bounds, soc_percent: float | None) -> bool:
    if charging.done_at is not None:
        return False
    if charging.state is ChargeState.COMPLETE:
        return True
    session, limit = charging.session, charging.limit_percent or FULL_PERCENT
    return (
        session is not None
        and soc_percent is not None
        and soc_percent >= limit - bounds.done_margin_percent
        and held(session.halted_at, bounds.done_held_s, at)
        and (charging.power_kw or 0) < bounds.idle_kw
    )


def _is_broken_off(charging: Charging, at: datetime, bounds: Bounds, soc_percent: float | None) -> bool:
    session, limit = charging.session, charging.limit_percent or FULL_PERCENT
    return (
        session is not None
        and not session.interrupted
        and charging.state in BROKEN_OFF
        and not (charging.starts_at is not None and at < _overdue_at(charging.starts_at, bounds))
        and held(session.halted_at, bounds.interrupted_held_s, at)
        and soc_percent is not None
        and soc_percent < limit - bounds.interrupted_margin_percent
    )


def _overdue_at(starts_at: datetime, bounds: Bounds) -> datetime:
    """From when on a pause is no longer a planned one."""
    return starts_at + timedelta(seconds=bounds.interrupted_held_s)


def _done(
    charging: Charging, car_id: str, at: datetime, soc_percent: float | None, fix: Fix | None
) -> Charging:
    return replace(_over(charging, car_id, at, soc_percent, fix), done_at=at)


def _over(
    charging: Charging, car_id: str, at: datetime, soc_percent: float | None, fix: Fix | None
) -> Charging:
    """No charge under way, and what was one has become history."""
    session = charging.session
    if session is None:
        return charging if charging.done_at is None else replace(charging, done_at=None)
    if not session.confirmed:
        return replace(charging, session=None, done_at=None)
    charge = Charge(
        car_id=car_id,
        started_at=session.started_at,
        ended_at=session.halted_at or at,
        soc_start_percent=session.soc_start_percent,
        soc_end_percent=soc_percent,
        kwh=session.kwh,
        unseen=False,
        peak_kw=session.peak_kw,
        limit_percent=charging.limit_percent,
        planned=session.planned,
        fix=fix,
    )
    return replace(charging, session=None, done_at=None, last=charge, unseen_at=None)


def _without_cable(charging: Charging) -> Charging:
    """The charger's last words may outlast the cable, and say nothing of the next."""
    return replace(charging, state=ChargeState.UNPLUGGED) if charging.state in _MAY_OUTLAST else charging
