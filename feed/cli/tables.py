"""Tables for people to read in a terminal."""

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

_WIDTH_OF_A_FILE = 160  # when nobody's terminal says how wide it is


def print_table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """The rows under their headings, on standard output."""
    table = Table(*headings, box=SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = _WIDTH_OF_A_FILE
    console.print(table)
