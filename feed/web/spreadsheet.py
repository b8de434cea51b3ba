"""Figures for spreadsheets: CSV that no program takes for formulas."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO

from aiohttp import web

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def spreadsheet(name: str, header: Sequence[str], lines: Iterable[Sequence[object]]) -> web.Response:
    """A file of this name to keep, in UTF-8 with the mark by which spreadsheets know it."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([inert(cell) for cell in line] for line in lines)
    return web.Response(
        body=text.getvalue().encode("utf-8-sig"),
        content_type="text/csv",
        charset="utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"},
    )


def inert(cell: object) -> object:
    """The cell as it is written; words that would be read as a formula have an apostrophe before them."""
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.10g}"
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_BEGINS_A_FORMULA):
        return f"'{cell}"
    return cell
