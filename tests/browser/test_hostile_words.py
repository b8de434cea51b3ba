"""Names and words that would do something in a page that trusted them do nothing in ours."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Look
from tests.browser.hostile import turn_hostile
from tests.browser.payloads import PAYLOADS
from tests.browser.whole_village import PEOPLE, WholeVillage

pytestmark = pytest.mark.chromium

WHERE = {
    "owner": (
        *("/home", "{car}", "{car}/settings", "{car}/settings/places", "{car}/settings/hearers"),
        *("{car}/settings/end/erase", "{car}/share", "{car}/welcome", "{car}/drives", "/notifications"),
        *("/cases", "/cases/{case}", "/cars", "/messages", "/@aki/followers", "/@aki/following"),
        *("/@hostile9", "/@hostile20", "/@hostile44", "/@hostile9/report", "/public", "/settings/distance"),
    ),
    "dealer": ("/fleet", "/fleet?filter=trouble", "/cases", "/slots", "/@car00003"),
    "staff": ("/office", "/office/reports", "/office/members", "/office/cars", "/office/log"),
    "stranger": ("/", "/@aki", "/share/{shared}", "/search?q=hostile", "/tags/charging"),
}
BY_ADDRESS = ("/search?q={}", "/claim?code={}", "/sign-in?next={}")
GROWN = """() => [...document.querySelectorAll(`
    script:not([src^="/static/"]):not([type="application/json"]), style, iframe, object, embed, marquee, math,
    base, meta[http-equiv], mglyph, animate, [srcdoc], link[href^="data:"], dialog[onclose],
    [onerror], [onload], [onfocus], [ontoggle], [onstart], [onbegin], [onmouseover], [onanimationstart],
    [href^="javascript:" i], [href^="data:" i], [action^="javascript:" i], [src="x"], [style*="url"]`)]
    .map((part) => part.outerHTML.slice(0, 200))"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)))"


@pytest.fixture(scope="module")
def village(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeVillage]:  # noqa: ARG001
    village = WholeVillage(tmp_path_factory.mktemp("village"))
    try:
        village.start()
        turn_hostile(village)
        yield village
    finally:
        village.stop()


def harm(page: Page) -> list[str]:
    """What the words on the open page have become besides words."""
    page.evaluate(SETTLED)
    grown: list[str] = page.evaluate(GROWN)
    return [*grown, *(["it ran"] if page.evaluate("window.owned") is not None else [])]


@pytest.mark.parametrize("role", WHERE)
def test_hostile_names_and_words_are_only_words(village: WholeVillage, look: Look, role: str) -> None:
    page = look(PEOPLE[role], width=1280)
    done = []
    for path in WHERE[role]:
        page.goto(path.format(**village.names))
        done += [(path, grown) for grown in harm(page)]
    assert done == []


def test_every_hostile_word_is_there_to_be_read(look: Look) -> None:
    page = look(None)
    page.goto("/public")
    read = ""
    for _ in range(20):
        assert harm(page) == []
        read += page.locator("main").evaluate("main => main.textContent")
        older = page.get_by_role("link", name="Older")
        if not older.count():
            break
        page.goto(str(older.first.get_attribute("href")))
    unread = [payload for payload in PAYLOADS if _letters(payload) not in _letters(read)]
    assert unread == []


def test_hostile_words_in_addresses_do_nothing(look: Look) -> None:
    page = look(None)
    done = []
    for number, payload in enumerate(PAYLOADS[:-1:2]):
        path = BY_ADDRESS[number % len(BY_ADDRESS)].format(quote(payload, safe=""))
        page.goto(path)
        done += [(path, grown) for grown in harm(page)]
    assert done == []


def test_bytes_that_are_no_letters_do_nothing(look: Look) -> None:
    page = look("aki")
    for path in (
        "/search?q=%C0%BCscript%C0%BEwindow.owned=1%C0%BC/script%C0%BE",
        "/search?q=%FF%FE<%00script>",
    ):
        page.goto(path)
        assert harm(page) == []


def test_hostile_words_that_arrive_live_do_nothing(village: WholeVillage, look: Look) -> None:
    page = look("aki")
    page.goto("/home")
    for payload in PAYLOADS[3::9]:
        post = village.say(village.aki, payload)
        page.locator(f"#post-{post}").wait_for()
    assert harm(page) == []


def _letters(words: str) -> str:
    return "".join(words.split())
