"""The best of the month, and round figures."""

from gateway.car.bounds import Bounds
from gateway.car.events import BestEconomy, LongestDrive, RoundOdometer
from gateway.car.news.reasons import said, threshold
from gateway.car.state import CarState


def longest_drive(before: CarState, after: CarState, bounds: Bounds) -> LongestDrive | None:
    """No drive of the month was longer."""
    records, drive = after.records, after.driving.last
    if records is before.records or records.longest_at in {None, before.records.longest_at} or drive is None:
        return None
    return LongestDrive(
        car_id=after.car_id,
        at=drive.ended_at,
        km=drive.km,
        started_at=drive.started_at,
        reasons=(
            *said("longest_before_km", before.records.longest_km, "km", None),
            threshold("record_drives", bounds.record_drives, "drives"),
            threshold("record_km", bounds.record_km, "km"),
        ),
    )


def best_economy(before: CarState, after: CarState, bounds: Bounds) -> BestEconomy | None:
    """No drive of the month took less for a kilometre."""
    records, drive = after.records, after.driving.last
    if records is before.records or records.least_at in {None, before.records.least_at}:
        return None
    if drive is None or records.least_wh_per_km is None:
        return None
    return BestEconomy(
        car_id=after.car_id,
        at=drive.ended_at,
        wh_per_km=records.least_wh_per_km,
        km=drive.km,
        started_at=drive.started_at,
        reasons=(
            *said("least_before_wh_per_km", before.records.least_wh_per_km, "Wh/km", None),
            threshold("record_drives", bounds.record_drives, "drives"),
            threshold("record_economy_km", bounds.record_economy_km, "km"),
        ),
    )


def round_odometer(before: CarState, after: CarState, bounds: Bounds) -> RoundOdometer | None:
    """The odometer passed a round figure."""
    records, motion = after.records, after.driving.motion
    if records is before.records or records.odometer_at in {None, before.records.odometer_at}:
        return None
    if records.odometer_km is None or records.odometer_at is None:
        return None
    return RoundOdometer(
        car_id=after.car_id,
        at=records.odometer_at,
        odometer_km=records.odometer_km,
        reasons=(
            *said("odometer_km", motion.odometer_km, "km", records.odometer_at),
            threshold("odometer_step_km", bounds.odometer_step_km, "km"),
        ),
    )
