"""Drives and charges as sheets, which any program for tables opens. Units are in the names, times are UTC."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from feed.social.journey import Charge, Drive, spelt

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def drives_csv(drives: Iterable[Drive], language: str) -> str:
    """A line for each drive, with the names of towns in this language."""
    return _sheet(
        {
            "started_at": spelt(one.started_at),
            "ended_at": spelt(one.ended_at),
            "minutes": _minutes(one),
            "km": one.km,
            "soc_start_percent": one.soc_start_percent,
            "soc_end_percent": one.soc_end_percent,
            "kwh": one.kwh,
            "start_zone": one.start_zone,
            "start_town": one.start_town_ja if language == "ja" else one.start_town_en,
            "end_zone": one.end_zone,
            "end_town": one.end_town_ja if language == "ja" else one.end_town_en,
        }
        for one in drives
    )


def charges_csv(charges: Iterable[Charge], language: str) -> str:
    """A line for each charge, with the names of towns in this language."""
    return _sheet(
        {
            "started_at": spelt(one.started_at),
            "ended_at": spelt(one.ended_at),
            "minutes": _minutes(one),
            "soc_start_percent": one.soc_start_percent,
            "soc_end_percent": one.soc_end_percent,
            "kwh": one.kwh,
            "peak_kw": one.peak_kw,
            "limit_percent": one.limit_percent,
            "planned": "yes" if one.planned else "no",
            "seen": "no" if one.unseen else "yes",
            "zone": one.zone,
            "town": one.town_ja if language == "ja" else one.town_en,
        }
        for one in charges
    )


def inert(cell: object) -> object:
    """A cell that no program takes for a formula: words that begin like one are quoted."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_BEGINS_A_FORMULA) else cell


def _sheet(lines: Iterable[dict[str, Any]]) -> str:
    text, rows = StringIO(), list(lines)
    if rows:
        sheet = csv.DictWriter(text, rows[0])
        sheet.writeheader()
        sheet.writerows({name: inert(cell) for name, cell in row.items()} for row in rows)
    return text.getvalue()


def _minutes(one: Drive | Charge) -> float:
    return round((one.ended_at - one.started_at).total_seconds() / 60, 1)
