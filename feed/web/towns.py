"""The names of towns, for maps that have only the outline of the land: told by whole degrees."""

import asyncio
import csv
import gzip
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from math import floor
from pathlib import Path

import orjson
from aiohttp import web

from feed.web.visitor import Visitor

FILE = Path(__file__).resolve().parents[2] / "config" / "places" / "towns.csv.gz"

Cell = tuple[int, int]  # whole degrees of latitude and longitude, of its south-western corner

_KEPT = {"Cache-Control": "public, max-age=604800"}


@cache  # some tenths of a second, and only where somebody looks at a map
def towns_by_cell(file: Path = FILE) -> Mapping[Cell, bytes]:
    """By cell, its towns in JSON, the largest first: lat, lon, reach in km, name in English and Japanese."""
    cells: defaultdict[Cell, list[tuple[float, float, float, str, str]]] = defaultdict(list)
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            lat, lon, reach_km = float(row["lat"]), float(row["lon"]), float(row["reach_km"])
            cells[floor(lat), floor(lon)].append((lat, lon, reach_km, row["en"], row["ja"] or row["en"]))
    return {cell: orjson.dumps(sorted(towns, key=lambda town: -town[2])) for cell, towns in cells.items()}


async def in_cell(request: web.Request, _visitor: Visitor) -> web.Response:
    """GET /towns/:lat/:lon.json: the towns of one cell, for `map.js`; where there are none, an empty list."""
    cell = int(request.match_info["lat"]), int(request.match_info["lon"])
    towns = (await asyncio.to_thread(towns_by_cell)).get(cell, b"[]")
    return web.Response(body=towns, content_type="application/json", headers=_KEPT)
