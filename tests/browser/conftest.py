"""A real Chromium in front of a real feed."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.village import PASSWORD, Village
from tests.servers.parts import missing

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

Look = Callable[..., Page]


@pytest.fixture(scope="module")  # Playwright's event loop runs until then, beside which no other can
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing("Chromium", install="apt install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def village(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:  # noqa: ARG001
    """A feed with people and a car, for the tests of one file; not without a browser to look at it."""
    village = Village(tmp_path_factory.mktemp("village"))
    village.start()
    yield village
    village.stop()


@pytest.fixture
def look(chromium: Browser, village: Village) -> Iterator[Look]:
    """Opens a browser window of somebody's; at the end no window may have complained."""
    contexts, complaints = [], []

    def opened(
        name: str | None = "aki",
        *,
        width: int = 390,
        language: str = "en-GB",
        **options: Any,  # noqa: ANN401
    ) -> Page:
        context = chromium.new_context(
            base_url=village.url,
            viewport={"width": width, "height": 844},
            locale=language,
            timezone_id="Asia/Tokyo",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        if name:
            sign_in(page, name)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def sign_in(page: Page, name: str) -> None:
    """The page shows this person's home timeline."""
    page.goto("/sign-in")
    page.locator("#name").fill(name)
    page.locator("#password").fill(PASSWORD)
    page.locator("form[action='/sign-in'] button:not([type=button])").click()
    page.wait_for_url("**/home")
