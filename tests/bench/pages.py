"""Pages in Chromium: what comes over the wire, when the first words stand, what jumps, a large fleet."""

import asyncio
import json
import shutil
import statistics
import tempfile
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from feed.ids import COMMAND_LINE_WORKER, Ids
from feed.store import accounts
from feed.store.database import Database
from tests.bench.figure import Figure
from tests.browser.conftest import NAMES, sign_in
from tests.browser.test_fleet_page import DO, SCROLL
from tests.browser.test_live import SHIFTED
from tests.browser.village import Village
from tests.builders.fleets import entrust_many

ROUNDS, POSTS, LIVE, CARS, FRAMES = 5, 40, 3, 5_000, 120
A_WHILE_MS = 700  # one has slid in before the next comes
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


def measure() -> list[Figure]:
    """On loopback, signed in, with nothing kept from before."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        return []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        village = Village(Path(folder))
        try:
            village.start()
            for number in range(POSTS):
                village.car_says(f"Home again, drive {number}. Is my plug in?")
            return [*_timeline(browser, village), *_fleet(browser, village)]
        finally:
            browser.close()
            village.stop()


def _timeline(browser: Browser, village: Village) -> list[Figure]:
    """The home timeline as it is loaded, and while words and a picture arrive."""
    sizes, painted, still, shifts = [], [], [], []
    for _ in range(ROUNDS):
        state = _signed_in(browser, village, "aki")
        page = browser.new_page(
            base_url=village.url, storage_state=state, viewport={"width": 390, "height": 844}
        )
        loaded = _count_bytes(page)
        page.goto("/home")
        page.wait_for_timeout(500)  # what is loaded after the page itself
        painted.append(page.evaluate(PAINTED))
        still.append(page.evaluate(SHIFTED))
        sizes.append(sum(loaded) / 1000)
        for number in range(LIVE):
            village.car_says(f"Plugged in at {number} %.")
            page.wait_for_timeout(A_WHILE_MS)
        shown = village.ask(
            "POST", "/api/v1/statuses", village.aki, status="Look", media_ids=[_a_picture(village)]
        )
        page.locator(f"#post-{shown['id']} img").first.wait_for()
        shifts.append(page.evaluate(SHIFTED) - still[-1])
        page.context.close()
    return [
        _figure("pages: bytes of a home timeline of 20", statistics.median(sizes), "kB", ROUNDS),
        _figure("pages: its first contentful paint", statistics.median(painted), "ms", ROUNDS),
        _figure("pages: its layout shift until it is loaded, worst", max(still), "score", ROUNDS),
        _figure(
            f"pages: its shift by {LIVE + 1} arriving posts, one with a picture", max(shifts), "score", ROUNDS
        ),
    ]


def _fleet(browser: Browser, village: Village) -> list[Figure]:
    village.join("mikawa")
    village.make("mikawa", "dealer")
    with ThreadPoolExecutor(1) as thread:  # where no event loop runs yet
        thread.submit(asyncio.run, _entrust(village.database)).result()
    page = browser.new_page(base_url=village.url, viewport={"width": 1280, "height": 844})
    sign_in(page, "mikawa")
    page.goto("/fleet")
    page.locator("[data-at-hand]").wait_for()
    steps = (("[data-need=low]", None), ("[data-sorts=charge]", None), ("#q", "hana 1"), ("#q", ""))
    took = [page.evaluate(DO, list(step)) for step in steps]
    gaps = page.evaluate(SCROLL, FRAMES)
    page.context.close()
    return [
        _figure(f"pages: slowest filter, sort or search of {CARS:,} cars", max(took), "ms", len(took)),
        _figure("pages: between frames while scrolling them, median", gaps[FRAMES // 2], "ms", FRAMES),
    ]


def _figure(name: str, value: float, unit: str, samples: int) -> Figure:
    return {"name": name, "value": value, "unit": unit, "samples": samples}


def _signed_in(browser: Browser, village: Village, name: str) -> Any:  # noqa: ANN401
    context = browser.new_context(base_url=village.url)
    sign_in(context.new_page(), name)
    state = context.storage_state()
    context.close()
    return state


def _count_bytes(page: Page) -> list[float]:
    """Grows by what each answer took on the wire, headers too."""
    sizes: list[float] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    return sizes


def _a_picture(village: Village) -> str:
    made = BytesIO()
    Image.new("RGB", (640, 480), "#ac4418").save(made, "PNG")
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    request = urllib.request.Request(
        f"{village.url}/api/v2/media",
        head + made.getvalue() + b"\r\n--b--\r\n",
        {"Authorization": f"Bearer {village.aki}", "Content-Type": "multipart/form-data; boundary=b"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(json.loads(answer.read())["id"])


async def _entrust(url: str) -> None:
    database = Database(url)
    async with database.reading() as session:
        dealer, owner = [await accounts.by_username(session, name) for name in ("mikawa", "aki")]
    assert dealer
    assert owner
    ids = Ids(_now, worker=COMMAND_LINE_WORKER)
    await entrust_many(database, dealer_id=dealer.id, owner_id=owner.id, count=CARS, ids=ids, now=_now())
    await database.close()


def _now() -> datetime:
    return datetime.now(UTC)
