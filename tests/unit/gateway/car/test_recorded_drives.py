"""Recorded drives of real cars, row by row: what happened is what is noticed."""

import csv
import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.car.bounds import Bounds
from gateway.car.events import Charge, Drive, Event
from gateway.car.hear import Heard, hear, pass_time
from gateway.car.reading import Reading
from gateway.car.state import CarState
from tests.journey.recorded import Rise, drives_of, rises_between
from tests.servers.parts import recording

pytestmark = pytest.mark.recordings

BOUNDS = Bounds()


class Cars:
    """Cars that hear their recording, the gateway's clock following it."""

    def __init__(self) -> None:
        self.states: dict[str, CarState] = {}
        self.events: list[Event] = []
        self.drives: list[Drive] = []
        self.charges: list[Charge] = []

    def hear(self, readings: Iterator[Reading]) -> None:
        for reading in readings:
            before = self.states.get(reading.car_id) or CarState(car_id=reading.car_id)
            self._keep(hear(before, reading, BOUNDS, now=reading.received_at))
        for state in list(self.states.values()):
            if state.received_at is not None:
                self._keep(pass_time(state, BOUNDS, now=state.received_at + timedelta(hours=1)))

    def _keep(self, heard: Heard) -> None:
        self.states[heard.state.car_id] = heard.state
        self.events += heard.events
        self.drives += heard.drives
        self.charges += heard.charges


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def leafs(path: Path) -> Iterator[Reading]:
    """Two Nissan Leafs that say nothing of plug or ignition."""
    counts: dict[str, int] = {}
    for row in rows_of(path):
        car_id = f"ved-{row['vehicle_id']}"
        counts[car_id] = counts.get(car_id, 0) + 1
        moment = datetime.fromisoformat(row["utc_time"])
        yield Reading(
            car_id=car_id,
            observed_at=moment,
            received_at=moment,
            seq=counts[car_id],
            soc_percent=float(row["soc_pct"]),
            charge_power_kw=float(row["hv_current_a"]) * float(row["hv_voltage_v"]) / 1000,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            speed_kmh=float(row["speed_kmh"]),
            outside_c=float(row["outside_temp_c"]),
        )


def twizy(path: Path) -> Iterator[Reading]:
    """A Renault Twizy once a second; a row with a broken date is heard with a clock gone mad."""
    moment = datetime(2021, 3, 29, tzinfo=UTC)
    for seq, row in enumerate(rows_of(path), start=1):
        try:
            shown = moment = datetime.fromisoformat(row["local_time"]).replace(tzinfo=UTC)
        except ValueError:
            shown = datetime(2090, 2, 1, tzinfo=UTC)
        yield Reading(
            car_id="twizy-rsk",
            observed_at=shown,
            received_at=moment,
            seq=seq,
            soc_percent=float(row["soc_pct"]),
            lat=float(row["lat"]),
            lon=min(float(row["lon"]), 180.0),
            speed_kmh=float(row["speed_kmh"]),
        )


def test_every_charge_between_recorded_drives_comes_out_and_no_other() -> None:
    ved = recording("ved_ev_sample.csv.gz")
    cars = Cars()
    cars.hear(leafs(ved))
    expected = rises_between(drives_of(ved))
    assert len(cars.charges) == len(expected) == 20
    seen = [Rise(c.car_id, c.soc_start_percent or 0, c.soc_end_percent or 0) for c in cars.charges]
    for charge, rise in zip(sorted(seen, key=repr), sorted(expected, key=repr), strict=True):
        assert charge.car_id == rise.car_id
        assert charge.soc_start_percent == pytest.approx(rise.soc_start_percent, abs=0.2)
        assert charge.soc_end_percent == pytest.approx(rise.soc_end_percent, abs=0.2)
    assert [event.kind for event in cars.events].count("charged_unseen") == 20


def test_recorded_drives_come_out_as_long_as_they_were() -> None:
    ved = recording("ved_ev_sample.csv.gz")
    cars = Cars()
    cars.hear(leafs(ved))
    recorded = {
        (drive.car_id, drive.started_at.replace(second=0, microsecond=0)): drive for drive in drives_of(ved)
    }
    begun = {
        (drive.car_id, drive.started_at.replace(second=0, microsecond=0)): drive for drive in cars.drives
    }
    right = [
        start
        for start, drive in recorded.items()
        if start in begun and begun[start].km == pytest.approx(drive.km, rel=0.05)
    ]
    assert (len(recorded), len(cars.drives)) == (38, 38)
    assert len(right) >= 35  # one stands for 19 minutes and is split; two are 8 minutes apart and joined
    assert [drive for drive in cars.drives if drive.kwh is None or drive.kwh <= 0] == []


def test_a_second_pass_of_a_recording_changes_nothing() -> None:
    ved = recording("ved_ev_sample.csv.gz")
    cars = Cars()
    cars.hear(leafs(ved))
    before, told = dict(cars.states), len(cars.events)
    cars.hear(leafs(ved))
    assert (cars.states, len(cars.events)) == (before, told)


def test_the_dirt_of_a_recording_makes_no_impossible_news() -> None:
    cars = Cars()
    cars.hear(twizy(recording("twizy_rsk.csv.gz")))
    assert 13 <= len(cars.drives) <= 17
    assert all(0.2 < drive.km < 80 and 0 < drive.minutes < 300 for drive in cars.drives)
    assert all(
        (charge.soc_end_percent or 0) - (charge.soc_start_percent or 0) > 10 for charge in cars.charges
    )
    assert "battery_critical" not in {
        event.kind for event in cars.events
    }  # one reading of 0.02 % for a second
    assert all(event.at.year == 2021 for event in cars.events)
