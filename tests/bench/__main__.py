"""Run every measurement one after another, print a table, write .bench/latest.json."""

import importlib
import json
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.figure import Figure

MEASUREMENTS = (
    "ingest",
    "reading",
    "crowd_of_states",
    "timeline",
    "stream",
    "pages",
    "simulator",
    "crowd_of_cars",
    "real_leafs",
)
LATEST = Path(__file__).parents[2] / ".bench" / "latest.json"


def main(wanted: list[str]) -> None:
    """Measure what was named, or everything."""
    console = Console()
    figures: list[Figure] = []
    for name in wanted or MEASUREMENTS:
        console.print(f"measuring {name} …", style="dim")
        figures += importlib.import_module(f"tests.bench.{name}").measure()
    console.print(table_of(figures))
    LATEST.parent.mkdir(exist_ok=True)
    LATEST.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def table_of(figures: list[Figure]) -> Table:
    """The figures for the eye."""
    table = Table("what", "value", "unit", "ratio", "to", "samples")
    for figure in figures:
        ratio = f"{figure['ratio']:.3f}" if "ratio" in figure else ""
        value = f"{figure['value']:,.1f}"
        table.add_row(
            figure["name"], value, figure["unit"], ratio, figure.get("ratio_to", ""), str(figure["samples"])
        )
    return table


main(sys.argv[1:])
