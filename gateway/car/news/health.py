"""What a workshop would want to know, and a car that is not heard of."""

from gateway.car.bounds import Bounds
from gateway.car.events import AuxBatteryLow, Reason, ServiceDue, Silent, TroubleCode, TyreLow
from gateway.car.health.degree import Degree
from gateway.car.health.tyres import WHEELS, usual_kpa
from gateway.car.news.reasons import said, threshold
from gateway.car.state import CarState


def aux_battery_low(before: CarState, after: CarState, bounds: Bounds) -> AuxBatteryLow | None:
    """The 12 V battery stayed low while nothing charged it."""
    was, battery = before.health.aux_battery, after.health.aux_battery
    if battery is was or not _got_worse(was.degree, battery.degree) or battery.volts is None:
        return None
    return AuxBatteryLow(
        car_id=after.car_id,
        at=was.degree.since or after.moment,
        volts=battery.volts,
        reasons=(
            *said("aux_battery_v", battery.volts, "V", battery.said_at),
            threshold("aux_battery_full_v", bounds.aux_battery_full_v, "V"),
            threshold("aux_battery_gap_v", bounds.aux_battery_gap_v, "V"),
            threshold("aux_battery_held_s", bounds.aux_battery_held_s, "s"),
        ),
    )


def tyres_low(before: CarState, after: CarState, bounds: Bounds) -> tuple[TyreLow, ...]:
    """Wheels that stayed low, or got worse: each is news of its own."""
    was, tyres = before.health.tyres, after.health.tyres
    if tyres is was:
        return ()
    told = [place for place in WHEELS if tyres.wheels[place].told_at != was.wheels[place].told_at]
    return tuple(_tyre_low(before, after, bounds, place) for place in told)


def service_due(before: CarState, after: CarState, bounds: Bounds) -> ServiceDue | None:
    """The next service came nearer by a step."""
    was, service = before.health.service, after.health.service
    if service is was:
        return None
    by_km, by_days = _got_worse(was.by_km, service.by_km), _got_worse(was.by_days, service.by_days)
    if not by_km and not by_days:
        return None
    since = was.by_km.since if by_km else was.by_days.since
    return ServiceDue(
        car_id=after.car_id,
        at=since or after.moment,
        in_km=service.in_km,
        in_days=service.in_days,
        reasons=(
            *said("service_in_km", service.in_km, "km", since),
            *said("service_in_days", service.in_days, "d", since),
            *_step("service_km", bounds.service_km, service.by_km, "km", taken=by_km),
            *_step("service_days", bounds.service_days, service.by_days, "d", taken=by_days),
        ),
    )


def trouble_code(before: CarState, after: CarState, bounds: Bounds) -> TroubleCode | None:
    """Codes that were not seen for a month, all that came together."""
    was, trouble = before.health.trouble, after.health.trouble
    if trouble is was or trouble.told_at is None or trouble.told_at == was.told_at:
        return None
    return TroubleCode(
        car_id=after.car_id,
        at=was.since or trouble.told_at,
        codes=trouble.told,
        reasons=(
            *(Reason("trouble_code", code, None, was.since or trouble.told_at) for code in trouble.told),
            threshold("trouble_held_s", bounds.trouble_held_s, "s"),
            threshold("trouble_forgotten_days", bounds.trouble_forgotten_days, "d"),
        ),
    )


def silent(before: CarState, after: CarState, bounds: Bounds) -> Silent | None:
    """Nothing was heard for another day from a car that is not asleep."""
    told_at, heard_at = after.silent_told_at, after.observed_at
    if told_at is None or told_at == before.silent_told_at or heard_at is None:
        return None
    return Silent(
        car_id=after.car_id,
        at=told_at,
        silent_since=heard_at,
        reasons=(
            *said("heard", True, None, heard_at),  # noqa: FBT003
            *said("presence", after.presence, None, after.presence_at),
            threshold("silent_s", bounds.silent_s, "s"),
        ),
    )


def _tyre_low(before: CarState, after: CarState, bounds: Bounds, place: int) -> TyreLow:
    tyres, since = after.health.tyres, before.health.tyres.wheels[place].degree.since
    return TyreLow(
        car_id=after.car_id,
        at=since or after.moment,
        wheel=place,
        degree=tyres.wheels[place].told,
        kpa=tyres.kpa[place],
        reasons=(
            *said("tyre_kpa", tyres.kpa[place], "kPa", since),
            *said("tyre_alert", tyres.warnings[place], None, since),
            *_by_pressure(after, place, bounds),
            threshold("tyre_held_s", bounds.tyre_held_s, "s"),
        ),
    )


def _got_worse(was: Degree, degree: Degree) -> bool:
    return was.known is not None and degree.known is not None and degree.known > was.known


def _by_pressure(after: CarState, place: int, bounds: Bounds) -> tuple[Reason, ...]:
    """By what a pressure was judged, unless the car judged it itself."""
    tyres = after.health.tyres
    usual = usual_kpa(tyres, place, bounds)
    if tyres.warnings[place] is not None or usual is None:
        return ()
    return (
        Reason("tyre_usual_kpa", usual, "kPa"),
        threshold("tyre_low_percent", bounds.tyre_low_percent, "%"),
    )


def _step(
    name: str, steps: tuple[float, ...], degree: Degree, unit: str, *, taken: bool
) -> tuple[Reason, ...]:
    if not taken or not degree.known:
        return ()
    return (threshold(name, sorted(steps, reverse=True)[degree.known - 1], unit),)
