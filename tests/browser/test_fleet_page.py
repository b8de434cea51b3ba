"""A fleet of five thousand cars in the browser: sorted, sifted and searched at hand, and scrolled through.

The times are printed, with `pytest -s`; what is asserted is that it works.
"""

import asyncio
import threading
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page

from feed.ids import COMMAND_LINE_WORKER, Ids
from feed.store import accounts
from feed.store.database import Database
from tests.browser.conftest import Look
from tests.browser.village import Village
from tests.builders.fleets import entrust_many

pytestmark = pytest.mark.chromium

COUNT = 5_000
DO = """async ([what, words]) => {
    const began = performance.now();
    const part = document.querySelector(what);
    if (words === null) part.click();
    else { part.value = words; part.dispatchEvent(new Event("input", { bubbles: true })); }
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));  // painted
    return performance.now() - began;
}"""
SCROLL = """async frames => {
    const gaps = [];
    let last = performance.now();
    for (let frame = 0; frame < frames; frame++) {
        scrollBy(0, 240);
        const now = await new Promise(requestAnimationFrame);
        gaps.push(now - last);
        last = now;
    }
    return gaps.sort((one, other) => one - other);
}"""


@pytest.fixture(scope="module")
def fleet(village: Village) -> Village:
    """The village with a dealer who is entrusted with many cars of Aki's."""
    village.join("mikawa")
    village.make("mikawa", "dealer")

    async def fill() -> None:
        database, now = Database(village.database), datetime.now(UTC)
        async with database.reading() as session:
            dealer, owner = [await accounts.by_username(session, name) for name in ("mikawa", "aki")]
        assert dealer
        assert owner
        ids = Ids(lambda: datetime.now(UTC), worker=COMMAND_LINE_WORKER)
        await entrust_many(database, dealer_id=dealer.id, owner_id=owner.id, count=COUNT, ids=ids, now=now)
        await database.close()

    filling = threading.Thread(target=lambda: asyncio.run(fill()))  # Playwright's loop runs in this one
    filling.start()
    filling.join()
    return village


def told(page: Page) -> tuple[str, list[str]]:
    """How many are shown, and the names of the first three."""
    names = page.locator("tbody th").all_inner_texts()[:3]
    return page.locator("[data-shown]").inner_text().split(" of ")[-1], names


@pytest.mark.usefixtures("fleet")
def test_five_thousand_cars_are_sifted_sorted_and_searched_at_hand_as_the_server_does_it(look: Look) -> None:
    page, plain = look("mikawa", width=1280), look("mikawa", width=1280, java_script_enabled=False)
    page.goto("/fleet")
    page.locator("[data-at-hand]").wait_for()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    took: dict[str, float] = {}
    for name, what, words in (
        ("low", "[data-need=low]", None),
        ("by charge, highest first", "[data-sorts=charge]", None),
        ("lowest first", "[data-sorts=charge]", None),
        ("all", "[data-need='']", None),
        ("by service", "[data-sorts=service]", None),
        ("faults", "[data-need=trouble]", None),
        ("search", "#q", "hana 1"),
    ):
        took[name] = page.evaluate(DO, [what, words])
        plain.goto(page.url.replace(page.url.split("/fleet")[0], ""))
        assert (name, told(page)) == (name, told(plain))
    print("\nms until painted:", {name: round(ms) for name, ms in took.items()})  # noqa: T201
    assert [url for url in asked if "/static/" not in url] == []


@pytest.mark.usefixtures("fleet")
def test_one_scrolls_through_thousands(look: Look) -> None:
    page = look("mikawa", width=1280)
    page.goto("/fleet")
    page.locator("[data-at-hand]").wait_for()
    gaps = page.evaluate(SCROLL, 120)
    rows = page.locator("tbody tr").count()
    print(f"\nms between frames: median {gaps[60]:.0f}, worst {gaps[-1]:.0f}, with {rows} lines")  # noqa: T201
    assert rows >= 600


@pytest.mark.usefixtures("fleet")
@pytest.mark.parametrize(("width", "language"), [(390, "ja-JP"), (1280, "en-GB")])
def test_a_fleet_fits(look: Look, width: int, language: str) -> None:
    page = look("mikawa", width=width, language=language)
    page.goto("/fleet?filter=trouble")
    page.locator("[data-at-hand]").wait_for()
    wide, needed = page.evaluate(
        "[document.documentElement.clientWidth, document.documentElement.scrollWidth]"
    )
    assert needed <= wide
