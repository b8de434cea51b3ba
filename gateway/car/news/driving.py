"""Setting out, and having arrived."""

from gateway.car.bounds import Bounds
from gateway.car.events import DriveEnded, DriveStarted
from gateway.car.news.home import is_homecoming
from gateway.car.news.reasons import said, said_soc, threshold
from gateway.car.state import CarState
from gateway.car.travel.driving import is_under_way

WORTH_AN_AVERAGE_KM = 1.0  # over less, consumption is noise


def drive_started(before: CarState, after: CarState, bounds: Bounds) -> DriveStarted | None:
    """The car has been under way long enough to mean it."""
    trip, was = after.driving.trip, before.driving.trip
    if trip is None or not trip.confirmed or not trip.news or (was is not None and was.confirmed):
        return None
    return DriveStarted(
        car_id=after.car_id,
        at=trip.started_at,
        soc_percent=after.soc_percent,
        lat=after.lat,
        lon=after.lon,
        reasons=(
            *said("speed_kmh", after.driving.motion.speed_kmh, "km/h", after.driving.motion.heard_at),
            threshold("moving_kmh", bounds.moving_kmh, "km/h"),
            threshold("drive_started_s", bounds.drive_started_s, "s"),
        ),
    )


def drive_ended(before: CarState, after: CarState, bounds: Bounds) -> DriveEnded | None:
    """A drive worth telling is over, and not at home: that is told by having come home."""
    drive = after.driving.last
    if drive is None or not _is_over(before, after) or drive.minutes * 60 < bounds.drive_least_s:
        return None
    averages = drive.kwh is not None and drive.km >= WORTH_AN_AVERAGE_KM
    return DriveEnded(
        car_id=after.car_id,
        at=drive.ended_at,
        started_at=drive.started_at,
        km=drive.km,
        minutes=drive.minutes,
        soc_start_percent=drive.soc_start_percent,
        soc_end_percent=drive.soc_end_percent,
        kwh=drive.kwh,
        wh_per_km=drive.kwh * 1000 / drive.km if averages and drive.kwh is not None else None,
        lat=after.lat,
        lon=after.lon,
        reasons=(
            *said("speed_kmh", before.driving.motion.speed_kmh, "km/h", before.driving.motion.heard_at),
            *said("ignition_on", after.driving.motion.ignition_on, None, after.driving.motion.heard_at),
            *said_soc(after),
            threshold("standing_s", bounds.standing_s, "s"),
            threshold("silence_s", bounds.silence_s, "s"),
        ),
    )


def _is_over(before: CarState, after: CarState) -> bool:
    just_over = after.driving.last is not before.driving.last and is_under_way(before.driving)
    if not just_over and not before.homecoming.drive_waits:
        return False
    return not after.homecoming.drive_waits and not is_homecoming(before, after)
