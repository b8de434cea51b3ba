"""The physics of a Leaf, driven at the speeds real Leafs were driven at, spends about what they spent."""

import statistics
from itertools import groupby, pairwise

import pytest

from firmware_sim.recordings.reader import Recorded, read_all
from tests.builders.firmware_sim import a_car
from tests.servers.parts import recording

NEXT_DRIVE_S = 600.0

pytestmark = pytest.mark.recordings


def drives() -> list[list[Recorded]]:
    """The recorded drives, cut where nothing was recorded for ten minutes and more."""
    found: list[list[Recorded]] = []
    for _, rows in groupby(read_all([recording("ved_ev_sample.csv.gz")], form="ved"), lambda row: row.car_id):
        found.append([])
        for row in rows:
            if found[-1] and row.at_s - found[-1][-1].at_s > NEXT_DRIVE_S:
                found.append([])
            found[-1].append(row)
    return found


def figure(value: object) -> float:
    assert isinstance(value, float)
    return value


def spent(drive: list[Recorded]) -> tuple[float, float]:
    """Points of charge: as recorded, and as our physics has it."""
    first, last = drive[0].reading, drive[-1].reading
    car = a_car("leaf-24", soc_percent=figure(first.soc_percent))
    car.speed_kmh = figure(first.speed_kmh)
    for before, after in pairwise(drive):
        start_ms, end_ms = figure(before.reading.speed_kmh) / 3.6, figure(after.reading.speed_kmh) / 3.6
        car.outside_c = figure(after.reading.outside_c)
        left_s = after.at_s - before.at_s
        while left_s > 0:
            step_s = min(1.0, left_s)
            car.roll((start_ms + end_ms) / 2 * step_s, speed_ms=end_ms, seconds=step_s)
            left_s -= step_s
    begun = figure(first.soc_percent)
    return begun - figure(last.soc_percent), begun - car.battery.soc_percent


def test_the_charge_of_a_drive_is_right_to_two_points_in_the_median() -> None:
    both = [spent(drive) for drive in drives()]
    assert len(both) > 30
    assert statistics.median(abs(ours - real) for real, ours in both) <= 2
    assert sum(ours for _, ours in both) == pytest.approx(sum(real for real, _ in both), rel=0.15)
