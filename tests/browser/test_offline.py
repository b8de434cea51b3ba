"""Without a network: what was read last is there, for who read it, until they sign out."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Look
from tests.browser.village import Village

pytestmark = pytest.mark.chromium

KEPT = """async () => {
    const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = await Promise.all(opened.map((cache) => cache.keys()));
    return requests.flat().map((request) => new URL(request.url).pathname);
}"""


def settled(page: Page) -> None:
    """The worker stands before the pages, and has kept what it keeps."""
    page.evaluate("navigator.serviceWorker.ready")
    page.goto("/home")
    page.wait_for_function(
        f"({KEPT})().then((kept) => kept.includes('/offline/home') && kept.includes('/offline'))"
    )


def test_without_a_network_the_last_timeline_is_there_and_other_pages_say_so(
    village: Village, look: Look
) -> None:
    village.car_says("Plugged in at 34 %.")
    page = look("aki")
    settled(page)
    page.context.set_offline(True)
    page.goto("/home")
    page.get_by_text("No network. You see the timeline as of").wait_for()
    read = page.locator("main").inner_text()
    page.goto("/cars")
    page.get_by_role("heading", name="No network").wait_for()
    page.context.set_offline(False)
    page.goto("/home")

    assert "Plugged in at 34 %." in read
    assert page.locator("#compose").count() == 1


def test_nothing_is_kept_but_files_and_the_timeline_and_signing_out_leaves_nothing(
    village: Village, look: Look
) -> None:
    page = look("aki")
    settled(page)
    for path in ("/cars", "/notifications", "/settings", f"{village.car}/settings", "/@emma"):
        page.goto(path)
    kept = page.evaluate(KEPT)
    others = [path for path in kept if not path.startswith(("/static/", "/portraits/", "/offline"))]
    page.goto("/home")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")
    page.wait_for_function(f"({KEPT})().then((kept) => !kept.includes('/offline/home'))")

    assert others == []
