"""What really happened in the recorded drives, worked out from the file alone."""

import csv
import gzip
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RecordedDrive:
    """One trip of one car, as the recording cuts it."""

    car_id: str
    started_at: datetime
    ended_at: datetime
    km: float  # the integral of the recorded speeds
    soc_start_percent: float
    soc_end_percent: float


@dataclass(frozen=True, slots=True)
class Rise:
    """A charge nobody recorded: the next trip begins more than a point above the end of the last."""

    car_id: str
    soc_start_percent: float
    soc_end_percent: float


def drives_of(ved: Path) -> list[RecordedDrive]:
    """The trips of a VED file, each car's in order of time."""
    with gzip.open(ved, "rt", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    trips = groupby(rows, key=lambda row: (row["vehicle_id"], row["trip_id"]))
    return sorted((drive_of(list(trip)) for _, trip in trips), key=attrgetter("car_id", "started_at"))


def drive_of(rows: list[dict[str, str]]) -> RecordedDrive:
    """One trip from its rows."""
    times = [datetime.fromisoformat(row["utc_time"]) for row in rows]
    speeds = [float(row["speed_kmh"]) for row in rows]
    hours = [(after - before).total_seconds() / 3600 for before, after in pairwise(times)]
    km = sum(h * (before + after) / 2 for h, (before, after) in zip(hours, pairwise(speeds), strict=True))
    return RecordedDrive(
        car_id=f"ved-{rows[0]['vehicle_id']}",
        started_at=times[0],
        ended_at=times[-1],
        km=km,
        soc_start_percent=float(rows[0]["soc_pct"]),
        soc_end_percent=float(rows[-1]["soc_pct"]),
    )


def rises_between(drives: list[RecordedDrive]) -> list[Rise]:
    """The charges between the trips of each car."""
    return [
        Rise(before.car_id, before.soc_end_percent, after.soc_start_percent)
        for before, after in pairwise(drives)
        if before.car_id == after.car_id and after.soc_start_percent - before.soc_end_percent > 1
    ]
