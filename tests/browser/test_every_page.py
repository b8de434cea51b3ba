"""Every page, as everybody sees it, on a phone and on a desk, by day and by night, in both languages."""

from collections.abc import Iterator
from itertools import groupby

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import axe_source, grave_faults
from tests.browser.conftest import Look, sign_in
from tests.browser.every_page import SEEN, Role
from tests.browser.untranslated import english, left_in_english
from tests.browser.village import PASSWORD
from tests.browser.whole_village import PEOPLE, WholeVillage

pytestmark = pytest.mark.chromium

WALKERS: tuple[Role, ...] = ("owner", "friend", "dealer", "staff", "stranger")
VIEWS = (  # a page is seen in the first two, or in the others: so each width, scheme and language is met
    *((390, "light", "ja-JP"), (1280, "dark", "en-GB")),
    *((390, "dark", "en-GB"), (1280, "light", "ja-JP")),
)
Visit = tuple[Role, int, str, bool]  # who, the view's number, the path, and whether they see most of it

PARTS = "a, button, input:not([type=hidden]), select, textarea, img, [role=meter], [role=region]"
NAMELESS = """parts => parts
    .filter(part => !part.closest("[aria-hidden=true]") && part.checkVisibility())
    .filter(part => !part.textContent.trim() && !part.ariaLabel && !part.labels?.length)
    .filter(part => !part.hasAttribute("alt") && !part.hasAttribute("aria-labelledby"))
    .map(part => part.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def village(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeVillage]:  # noqa: ARG001
    """Everybody who looks at pages, and one of everything that has a page."""
    village = WholeVillage(tmp_path_factory.mktemp("village"))
    try:
        village.start()
        yield village
    finally:
        village.stop()


@pytest.fixture(scope="module")
def axe() -> str:
    return axe_source()


def visits() -> Iterator[Visit]:
    """Who sees most of a page looks at it twice, everybody else who may see it once."""
    for number, row in enumerate(row for row in SEEN if not row.is_file):
        views = (0, 1) if number % 2 else (2, 3)
        first, *others = [role for role in WALKERS if role in row.by]
        yield from ((first, view, row.path, True) for view in views)
        yield from ((role, views[turn % 2], row.path, False) for turn, role in enumerate(others))


def faults(page: Page) -> list[str]:
    """What is wrong with the page that is open."""
    width, needed = page.evaluate(
        "[document.documentElement.clientWidth, document.documentElement.scrollWidth]"
    )
    headings = page.locator("h1").count()
    return [
        *([f"needs {needed} of {width} px"] if needed > width else []),
        *(f"no name: {part}" for part in page.eval_on_selector_all(PARTS, NAMELESS)),
        *([f"{headings} main headings"] if headings != 1 else []),
    ]


@pytest.mark.timeout(400)
@pytest.mark.parametrize("view", range(len(VIEWS)))
def test_every_page_is_fit_for_everybody(village: WholeVillage, look: Look, axe: str, view: int) -> None:
    width, scheme, language = VIEWS[view]
    in_english = english("ja")
    found = []
    here = sorted(visit for visit in set(visits()) if visit[1] == view)
    for role, walk in groupby(here, key=lambda visit: visit[0]):
        page = look(PEOPLE[role], width=width, language=language, color_scheme=scheme)
        for _, _, path, sees_most in walk:
            page.goto(path.format(**village.names))
            wrong = faults(page)
            wrong += left_in_english(page, in_english) if language == "ja-JP" else []
            wrong += grave_faults(page, axe) if sees_most else []
            found += [(path, role, fault) for fault in wrong]
    assert found == []


def test_a_page_nobody_should_see_is_seen_through(look: Look, axe: str) -> None:
    page = look(None, language="ja-JP")
    page.goto("/public")
    page.locator("main").evaluate("""main => main.innerHTML = '<h1>a</h1><h1>b</h1><button></button>'
        + '<p class="wide">Home</p><p class="pale">pale</p><img src="/static/mark.svg">'""")
    page.locator(".wide").evaluate("part => part.style.width = '400px'")
    page.locator(".pale").evaluate("part => part.style.cssText = 'color: #777; background: #888'")

    assert [fault[:8] for fault in faults(page)] == ["needs 41", "no name:", "no name:", "2 main h"]
    assert left_in_english(page, english("ja")) == ["Home"]
    kinds = {fault.partition(":")[0] for fault in grave_faults(page, axe)}
    assert kinds == {"button-name", "color-contrast", "image-alt"}


def test_what_is_not_there_is_said_in_style(village: WholeVillage, chromium: Browser, axe: str) -> None:
    page = chromium.new_page(base_url=village.url, locale="ja-JP", viewport={"width": 390, "height": 844})
    sign_in(page, "noa")
    for path in ("/share/nothing", f"{village.car}/drives", f"{village.car}/settings"):
        answer = page.goto(path)
        assert answer
        assert (answer.status >= 403, faults(page), grave_faults(page, axe)) == (True, [], [])
        assert left_in_english(page, english("ja")) == []
    page.context.close()


def test_an_app_is_allowed_on_a_page_that_fits(village: WholeVillage, look: Look) -> None:
    app = village.ask(
        "POST",
        "/api/v1/apps",
        village.aki,
        client_name="Tusky",
        redirect_uris="urn:ietf:wg:oauth:2.0:oob",
        scopes="read write follow",
    )
    asked = (
        f"/oauth/authorize?response_type=code&client_id={app['client_id']}"
        "&redirect_uri=urn:ietf:wg:oauth:2.0:oob&scope=read+write+follow"
    )
    page = look(None)
    page.goto(asked)
    page.locator("#name").fill("aki")
    page.locator("#password").fill(PASSWORD)
    page.locator("main form[action='/sign-in'] button:not([type=button])").click()
    page.get_by_role("heading", name="Allow Tusky to speak for you?").wait_for()
    assert faults(page) == []
    page.get_by_role("button", name="Allow").click()
    assert len(page.locator("#code").inner_text()) > 20
