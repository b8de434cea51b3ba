"""Little charge left."""

from gateway.car.bounds import Bounds
from gateway.car.events import BatteryCritical, BatteryLow, RangeRisk, Reason
from gateway.car.news.reasons import said, said_soc, threshold
from gateway.car.state import CarState


def battery_low(before: CarState, after: CarState, bounds: Bounds) -> BatteryLow | None:
    """Charge stayed under the first mark while not plugged in."""
    mark, soc = _mark_told(before, after), after.battery.soc_percent
    if mark is None or soc is None or mark in bounds.critical_percent:
        return None
    return BatteryLow(
        car_id=after.car_id,
        at=before.low.under_at or after.moment,
        soc_percent=soc,
        range_km=after.gauges.range_km,
        reasons=_reasons(after, mark, bounds),
    )


def battery_critical(before: CarState, after: CarState, bounds: Bounds) -> BatteryCritical | None:
    """Charge stayed under one of the last marks while not plugged in."""
    mark, soc = _mark_told(before, after), after.battery.soc_percent
    if mark is None or soc is None or mark not in bounds.critical_percent:
        return None
    return BatteryCritical(
        car_id=after.car_id,
        at=before.low.under_at or after.moment,
        soc_percent=soc,
        step_percent=mark,
        range_km=after.gauges.range_km,
        reasons=_reasons(after, mark, bounds),
    )


def range_risk(before: CarState, after: CarState, bounds: Bounds) -> RangeRisk | None:
    """Under way, and the charge foreseen at the destination is too little."""
    foresight = after.foresight
    if not foresight.told or before.foresight.told or foresight.arrival_percent is None:
        return None
    return RangeRisk(
        car_id=after.car_id,
        at=before.foresight.under_at or after.moment,
        arrival_percent=foresight.arrival_percent,
        soc_percent=after.soc_percent,
        reasons=(
            *said("arrival_percent", foresight.arrival_percent, "%", after.moment),
            *said_soc(after),
            threshold("arrival_percent", bounds.arrival_percent, "%"),
            threshold("arrival_held_s", bounds.arrival_held_s, "s"),
            threshold("arrival_margin_percent", bounds.arrival_margin_percent, "%"),
        ),
    )


def _mark_told(before: CarState, after: CarState) -> float | None:
    told, mark = before.low.told_percent, after.low.told_percent
    if before.low.under_at is None or mark is None or (told is not None and mark >= told):
        return None
    return mark


def _reasons(after: CarState, mark: float, bounds: Bounds) -> tuple[Reason, ...]:
    return (
        *said_soc(after),
        threshold("low_percent", mark, "%"),
        threshold("low_held_s", bounds.low_held_s, "s"),
        threshold("low_margin_percent", bounds.low_margin_percent, "%"),
    )
