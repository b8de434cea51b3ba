"""Home timelines a second, beside an aiohttp handler that answers with nothing."""

import asyncio
import statistics
import tempfile
from pathlib import Path

from tests.bench.crowd import STATUSES, a_crowd
from tests.bench.figure import Figure
from tests.bench.http_load import load
from tests.bench.served import served
from tests.servers.postgresql import PostgreSQL

ROUNDS, SECONDS = 3, 2.0
HOME = "/api/v1/timelines/home?limit=20"


def measure() -> list[Figure]:
    """In turns, so that a slower moment of the machine slows both: nothing, then twenty statuses."""
    with tempfile.TemporaryDirectory() as folder:
        server = PostgreSQL(Path(folder) / "postgresql")
        try:
            urls = {"SQLite": f"sqlite:///{folder}/feed.sqlite", "PostgreSQL": server.new_database()}
            return [figure for name, url in urls.items() for figure in _beside_nothing(name, url)]
        finally:
            server.stop()


def _beside_nothing(name: str, url: str) -> list[Figure]:
    secret = asyncio.run(a_crowd(url))
    headers = {"Authorization": f"Bearer {secret}"}
    nothing, home = [], []
    feed = ("-m", "feed", "serve", "--trial", "--database", url, "--port")
    with served("-m", "tests.bench.empty", path="/") as empty, served(*feed, path="/readyz") as full:
        for _ in range(ROUNDS):
            nothing.append(asyncio.run(load(empty, "/", {}, seconds=SECONDS)))
            home.append(asyncio.run(load(full, HOME, headers, seconds=SECONDS)))
    floor, ours = statistics.median(nothing), statistics.median(home)
    return [
        {
            "name": f"feed: home timelines of 20 among {STATUSES:,} statuses ({name})",
            "value": ours,
            "unit": "requests/s",
            "ratio": ours / floor,
            "ratio_to": "an empty aiohttp handler",
            "samples": ROUNDS,
        },
        {"name": "an empty aiohttp handler", "value": floor, "unit": "requests/s", "samples": ROUNDS},
    ]
