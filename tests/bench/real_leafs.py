"""How near our Leaf comes to real ones: every recorded drive in a table, and the median of the error."""

import statistics

from rich.console import Console
from rich.table import Table

from tests.bench.figure import Figure
from tests.builders.leafs import Replayed, replayed_drives


def measure() -> list[Figure]:
    """Points of charge between what was recorded and what our physics spends at the same speeds."""
    drives = replayed_drives()
    Console().print(_table(drives))
    return [
        {
            "name": "physics: off a recorded Leaf's charge, over a drive (median)",
            "value": statistics.median(abs(drive.off_by) for drive in drives),
            "unit": "points",
            "samples": len(drives),
        },
        {
            "name": "physics: charge spent over all recorded drives",
            "value": sum(drive.ours for drive in drives),
            "unit": "points",
            "ratio": sum(drive.ours for drive in drives) / sum(drive.recorded for drive in drives),
            "ratio_to": "recorded",
            "samples": len(drives),
        },
    ]


def _table(drives: list[Replayed]) -> Table:
    table = Table("car", "km", "outside °C", "recorded points", "ours", "off by")
    for drive in drives:
        figures = (drive.km, drive.outside_c, drive.recorded, drive.ours, drive.off_by)
        table.add_row(drive.car_id, *(f"{figure:.1f}" for figure in figures))
    return table
