"""The recorded drives of real Leafs, and what our physics spends at the same speeds."""

from dataclasses import dataclass
from itertools import groupby, pairwise

from firmware_sim.recordings.reader import Recorded, read_all
from tests.builders.firmware_sim import a_car
from tests.servers.parts import recording

NEXT_DRIVE_S = 600.0


@dataclass(frozen=True)
class Replayed:
    """One drive: whose, how far, and the points of charge it took, recorded and ours."""

    car_id: str
    km: float
    outside_c: float
    recorded: float
    ours: float

    @property
    def off_by(self) -> float:
        return self.ours - self.recorded


def replayed_drives() -> list[Replayed]:
    """Every recorded drive, driven by our Leaf at the recorded speeds."""
    return [_replayed(drive) for drive in _drives()]


def _drives() -> list[list[Recorded]]:
    """Cut where nothing was recorded for ten minutes and more."""
    found: list[list[Recorded]] = []
    for _, rows in groupby(read_all([recording("ved_ev_sample.csv.gz")], form="ved"), lambda row: row.car_id):
        found.append([])
        for row in rows:
            if found[-1] and row.at_s - found[-1][-1].at_s > NEXT_DRIVE_S:
                found.append([])
            found[-1].append(row)
    return found


def _replayed(drive: list[Recorded]) -> Replayed:
    first, last = drive[0].reading, drive[-1].reading
    car = a_car("leaf-24", soc_percent=_figure(first.soc_percent))
    car.speed_kmh, begun_km = _figure(first.speed_kmh), car.odometer_km
    for before, after in pairwise(drive):
        start_ms, end_ms = _figure(before.reading.speed_kmh) / 3.6, _figure(after.reading.speed_kmh) / 3.6
        car.outside_c = _figure(after.reading.outside_c)
        left_s = after.at_s - before.at_s
        while left_s > 0:
            step_s = min(1.0, left_s)
            car.roll((start_ms + end_ms) / 2 * step_s, speed_ms=end_ms, seconds=step_s)
            left_s -= step_s
    begun = _figure(first.soc_percent)
    return Replayed(
        car_id=drive[0].car_id,
        km=car.odometer_km - begun_km,
        outside_c=car.outside_c,
        recorded=begun - _figure(last.soc_percent),
        ours=begun - car.battery.soc_percent,
    )


def _figure(value: object) -> float:
    assert isinstance(value, float)
    return value
