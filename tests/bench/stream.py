"""How long it takes from saying something to hearing it on an open stream."""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import orjson
from aiohttp import ClientSession, ClientTimeout

from tests.bench.crowd import a_speaker_and_listeners
from tests.bench.figure import Figure
from tests.bench.served import served
from tests.servers.postgresql import PostgreSQL

POSTS_PER_S, SECONDS, LISTENERS = 50, 6, 20
WITHIN_S = 30.0


def measure() -> list[Figure]:
    """Fifty posts a second to a member's followers, all of whom listen; on both databases."""
    with tempfile.TemporaryDirectory() as folder:
        server = PostgreSQL(Path(folder) / "postgresql")
        try:
            urls = {"SQLite": f"sqlite:///{folder}/feed.sqlite", "PostgreSQL": server.new_database()}
            return [figure for name, url in urls.items() for figure in _figures(name, url)]
        finally:
            server.stop()


def _figures(name: str, url: str) -> list[Figure]:
    speaker, listeners = asyncio.run(a_speaker_and_listeners(url, LISTENERS))
    feed = ("-m", "feed", "serve", "--trial", "--database", url, "--port")
    with served(*feed, path="/readyz") as port:
        taken_ms = sorted(asyncio.run(_talk(f"http://127.0.0.1:{port}", speaker, listeners)))
    what = f"feed: from publish to open stream at {POSTS_PER_S} posts/s, {LISTENERS} listening ({name})"
    return [
        {
            "name": f"{what}, {label}",
            "value": statistics.quantiles(taken_ms, n=100)[percent - 1],
            "unit": "ms",
            "samples": len(taken_ms),
        }
        for label, percent in (("p50", 50), ("p99", 99))
    ]


async def _talk(url: str, speaker: str, listeners: list[str]) -> list[float]:
    """Milliseconds from sending each post to each listener's hearing it."""
    count = POSTS_PER_S * SECONDS
    async with ClientSession(url, timeout=ClientTimeout(total=None)) as client:
        said_at: dict[int, float] = {}
        ready = asyncio.Semaphore(0)
        ears = [asyncio.create_task(_listen(client, token, count, said_at, ready)) for token in listeners]
        for _ in listeners:
            await ready.acquire()
        began = time.perf_counter()
        posts = []
        for number in range(count):
            await asyncio.sleep(max(0.0, began + number / POSTS_PER_S - time.perf_counter()))
            said_at[number] = time.perf_counter()
            posts.append(asyncio.create_task(_say(client, speaker, number)))
        await asyncio.gather(*posts)
        async with asyncio.timeout(WITHIN_S):
            return [taken for heard in await asyncio.gather(*ears) for taken in heard]


async def _say(client: ClientSession, token: str, number: int) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    body = {"status": f"number {number}", "spoiler_text": str(number)}
    async with client.post("/api/v1/statuses", json=body, headers=headers) as response:
        response.raise_for_status()


async def _listen(
    client: ClientSession, token: str, count: int, said_at: dict[int, float], ready: asyncio.Semaphore
) -> list[float]:
    taken: list[float] = []
    headers = {"Authorization": f"Bearer {token}"}
    async with client.get("/api/v1/streaming/user", headers=headers) as response:
        await response.content.readline()
        ready.release()
        while len(taken) < count:
            line = await response.content.readline()
            if line.startswith(b"data: "):
                number = int(orjson.loads(line[6:])["spoiler_text"])
                taken.append((time.perf_counter() - said_at[number]) * 1000)
    return taken
