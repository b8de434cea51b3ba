"""The cable, the charge, and when it will be enough."""

from gateway.car.bounds import Bounds
from gateway.car.events import (
    Charge,
    ChargedUnseen,
    ChargeWaiting,
    ChargingDone,
    ChargingInterrupted,
    ChargingStarted,
    PluggedIn,
    ReadyTime,
    Reason,
    Unplugged,
)
from gateway.car.news.reasons import moment_said, said, said_plug, said_soc, threshold
from gateway.car.state import CarState


def plugged_in(before: CarState, after: CarState, bounds: Bounds) -> PluggedIn | None:
    """The cable went in, and whatever followed within the minute."""
    since = after.plug.since
    if not _plug_told(before, after) or _wait_told(before, after) or since is None:
        return None
    charging = after.told.session_at is not None and after.told.session_at >= since
    return PluggedIn(
        car_id=after.car_id,
        at=since,
        soc_percent=after.soc_percent,
        charging=charging,
        power_kw=after.charging.power_kw if charging else None,
        ready_at=after.told.ready_at,
        limit_percent=after.charging.limit_percent,
        reasons=(
            *said_plug(after),
            *said_soc(after),
            *_power(after, bounds),
            *_forecast(after, bounds),
            threshold("plug_held_s", bounds.plug_held_s, "s"),
        ),
    )


def charge_waiting(before: CarState, after: CarState, bounds: Bounds) -> ChargeWaiting | None:
    """The charge waits for its hour; when the cable has just gone in, this tells that, too."""
    since = after.plug.since if _plug_told(before, after) else after.told.waits_from
    if not _wait_told(before, after) or since is None:
        return None
    starts_at = after.charging.starts_at
    if starts_at is not None and starts_at <= after.moment:  # of another night
        starts_at = None
    return ChargeWaiting(
        car_id=after.car_id,
        at=since,
        soc_percent=after.soc_percent,
        starts_at=starts_at,
        limit_percent=after.charging.limit_percent,
        reasons=(
            *said_plug(after),
            *said_soc(after),
            *said("charge_state", after.charging.state, None, after.charging.heard_at),
            *said("charge_starts_at", moment_said(starts_at), None, after.charging.heard_at),
            threshold("merge_s", bounds.merge_s, "s"),
        ),
    )


def unplugged(before: CarState, after: CarState, bounds: Bounds) -> Unplugged | None:
    """The cable came out; not told when its going in had not been told yet.

    What it gained is told here only when no end of the charge has told it.
    """
    was_in, since = before.plug.plugged, after.plug.since
    if not was_in or after.plug.plugged is not False or since is None:
        return None
    if before.told.plugged_since != before.plug.since:
        return None
    charge = None if before.charging.done_at is not None else _charge_since(after, before)
    return Unplugged(
        car_id=after.car_id,
        at=since,
        soc_percent=after.soc_percent,
        gained_percent=_gained(charge),
        kwh=None if charge is None else charge.kwh,
        reasons=(*said_plug(after), *said_soc(after), threshold("plug_held_s", bounds.plug_held_s, "s")),
    )


def charging_started(before: CarState, after: CarState, bounds: Bounds) -> ChargingStarted | None:
    """Energy began to flow, some time after the cable went in."""
    if not _start_told(before, after) or _plug_told(before, after) or after.told.session_at is None:
        return None
    return ChargingStarted(
        car_id=after.car_id,
        at=after.told.session_at,
        soc_percent=after.soc_percent,
        power_kw=after.charging.power_kw,
        ready_at=after.told.ready_at,
        limit_percent=after.charging.limit_percent,
        reasons=(*said_soc(after), *_power(after, bounds), *_forecast(after, bounds)),
    )


def ready_time(before: CarState, after: CarState, bounds: Bounds) -> ReadyTime | None:
    """The forecast settled, or moved."""
    session, told = after.charging.session, after.told
    if told.ready_at is None or told.ready_told_at == before.told.ready_told_at:
        return None
    if session is None or _plug_told(before, after) or _start_told(before, after):
        return None
    if (
        not session.news and before.told.ready_at is None
    ):  # of a charge that was under way when first heard of
        return None
    return ReadyTime(
        car_id=after.car_id,
        at=told.ready_told_at or after.moment,
        ready_at=told.ready_at,
        before=before.told.ready_at,
        soc_percent=after.soc_percent,
        limit_percent=after.charging.limit_percent,
        reasons=(
            *_forecast(after, bounds),
            threshold("forecast_shift_minutes", bounds.forecast_shift_minutes, "min"),
        ),
    )


def charging_done(before: CarState, after: CarState, bounds: Bounds) -> ChargingDone | None:
    """As full as it was asked to be. The car saying so as its first word is no news."""
    done_at, last = after.charging.done_at, after.charging.last
    if done_at is None or before.charging.done_at is not None:
        return None
    if before.charging.state is None and before.charging.session is None:
        return None
    charge = None if last is before.charging.last else last
    return ChargingDone(
        car_id=after.car_id,
        at=done_at,
        soc_percent=after.soc_percent,
        gained_percent=_gained(charge),
        kwh=None if charge is None else charge.kwh,
        minutes=None if charge is None else (charge.ended_at - charge.started_at).total_seconds() / 60,
        reasons=(
            *said("charge_state", after.charging.state, None, after.charging.heard_at),
            *said_soc(after),
            *said("charge_limit_percent", after.charging.limit_percent, "%", after.charging.heard_at),
            threshold("done_margin_percent", bounds.done_margin_percent, "%"),
        ),
    )


def charging_interrupted(before: CarState, after: CarState, bounds: Bounds) -> ChargingInterrupted | None:
    """Charging stopped short, and nobody had planned that."""
    session, was = after.charging.session, before.charging.session
    if session is None or not session.interrupted or was is None or was.interrupted:
        return None
    return ChargingInterrupted(
        car_id=after.car_id,
        at=session.halted_at or after.moment,
        soc_percent=after.soc_percent,
        limit_percent=after.charging.limit_percent,
        reasons=(
            *said("charge_state", after.charging.state, None, after.charging.heard_at),
            *said_soc(after),
            threshold("interrupted_margin_percent", bounds.interrupted_margin_percent, "%"),
            threshold("interrupted_held_s", bounds.interrupted_held_s, "s"),
        ),
    )


def charged_unseen(before: CarState, after: CarState, bounds: Bounds) -> ChargedUnseen | None:
    """A higher charge after a silence, by a car that never said a cable was in."""
    charge = after.charging.last
    last = before.charging.last
    if charge is None or charge is last or not charge.unseen:
        return None
    if last is not None and last.started_at == charge.started_at:  # only more of what was told
        return None
    if (
        before.plug.plugged
        or after.plug.plugged
        or charge.soc_start_percent is None
        or after.soc_percent is None
    ):
        return None
    return ChargedUnseen(
        car_id=after.car_id,
        at=charge.ended_at,
        soc_percent=after.soc_percent,
        soc_before_percent=charge.soc_start_percent,
        silent_since=charge.started_at,
        reasons=(
            *said("soc_percent", charge.soc_start_percent, "%", charge.started_at),
            *said_soc(after),
            threshold("soc_rise_percent", bounds.soc_rise_percent, "%"),
            threshold("unseen_silence_s", bounds.unseen_silence_s, "s"),
        ),
    )


def _plug_told(before: CarState, after: CarState) -> bool:
    return (
        after.told.plugged_since != before.told.plugged_since
        and bool(after.plug.plugged)
        and not after.plug.first_word
    )


def _wait_told(before: CarState, after: CarState) -> bool:
    return (
        after.told.waited_since != before.told.waited_since
        and after.told.waits_from is not None
        and not after.plug.first_word
    )


def _start_told(before: CarState, after: CarState) -> bool:
    session = after.charging.session
    return after.told.session_at != before.told.session_at and session is not None and session.news


def _charge_since(after: CarState, before: CarState) -> Charge | None:
    """The charge of the plug-in that just ended."""
    charge, since = after.charging.last, before.plug.since
    return charge if charge is not None and since is not None and charge.started_at >= since else None


def _gained(charge: Charge | None) -> float | None:
    if charge is None or charge.soc_start_percent is None or charge.soc_end_percent is None:
        return None
    gained = charge.soc_end_percent - charge.soc_start_percent
    return gained if gained > 0 else None


def _power(after: CarState, bounds: Bounds) -> tuple[Reason, ...]:
    charging = after.charging
    if charging.session is None:
        return ()
    return (
        *said("charge_power_kw", charging.power_kw, "kW", charging.heard_at),
        threshold("charging_kw", bounds.charging_kw, "kW"),
        threshold("charging_held_s", bounds.charging_held_s, "s"),
    )


def _forecast(after: CarState, bounds: Bounds) -> tuple[Reason, ...]:
    if after.told.ready_at is None:
        return ()
    return (
        *said("ready_at", moment_said(after.told.ready_at), None, after.told.ready_told_at),
        threshold("forecast_agree_minutes", bounds.forecast_agree_minutes, "min"),
    )
