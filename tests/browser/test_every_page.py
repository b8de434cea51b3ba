"""Every page, on a phone and on a desk, by day and by night, in both languages: fits, is quiet, has names."""

from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Look
from tests.browser.village import PASSWORD, Village

pytestmark = pytest.mark.chromium

SETTINGS = (
    *("", "/voice", "/hours", "/places", "/hearers", "/trust", "/trust/revoke"),
    *("/end", "/end/transfer", "/end/erase"),
)
FOR_MEMBERS = (
    *("/home", "/public", "/notifications", "/cars", "/@aki", "{car}", "{post}"),
    *(f"/settings/{name}" for name in ("profile", "password", "passkeys", "sessions", "distance", "leave")),
    *("/welcome", "/claim?code=ABCD-EFGH", "/@emma", "/@emma/followers", "/@emma/report"),
    *("/messages", "/search?q=e", "/bookmarks", "/favourites", "/compose", "/notifications?show=likes"),
    *(f"{{car}}/settings{chapter}" for chapter in SETTINGS),
    *("/settings", "/settings/feeds", "/settings/notifications", "/settings/mail", "{car}/share"),
)
FOR_STAFF = (
    *("/office", "/office/mentions", "/office/members", "/office/members/{member}"),
    *("/office/cars", "/office/cars/new", "/office/cars/{car_id}", "/office/reports", "/office/log?check"),
)
FOR_STRANGERS = ("/", "/public", "/sign-in", "/sign-up", "/forgot", "/offline", "/@aki", "{car}")
HOSTILE = '<img src=x onerror="window.owned=1"><script>window.owned=1</script>\'"></title>'

PARTS = "a, button, input:not([type=hidden]), select, textarea, img, [role=meter], [role=region]"
NAMELESS = """parts => parts
    .filter(part => !part.closest("[aria-hidden=true]") && part.checkVisibility())
    .filter(part => !part.textContent.trim() && !part.ariaLabel && !part.labels?.length)
    .filter(part => !part.hasAttribute("alt") && !part.hasAttribute("aria-labelledby"))
    .map(part => part.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def paths(village: Village) -> dict[str, str]:
    long_word = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2
    village.car_says(f"Somebody painted {long_word} on my door. https://example.org/{'a' * 120}")
    post = village.car_says("Plugged in at 34 %. @aki, is that all right?", "public")
    drive = village.ask("GET", f"/api/v1/cars/{village.car_account}/drives?limit=1", village.aki)[0]["id"]
    village.make("emma", "admin")
    member = village.ask("GET", "/api/v1/accounts/verify_credentials", village.aki)["id"]
    told = {"member": member, "car_id": village.car_account, "drive": f"{village.car}/drives/{drive}"}
    return {"car": village.car, "post": f"{village.car}/{post}", **told}


def faults(page: Page, path: str) -> list[str]:
    """What is wrong with the page at this path."""
    page.goto(path)
    page.wait_for_load_state("load")
    width, needed = page.evaluate(
        "[document.documentElement.clientWidth, document.documentElement.scrollWidth]"
    )
    too_wide = [f"{path} needs {needed} of {width} px"] if needed > width else []
    headings = page.locator("h1").count()
    return [
        *too_wide,
        *(f"{path}: no name: {part}" for part in page.eval_on_selector_all(PARTS, NAMELESS)),
        *([f"{path} has {headings} main headings"] if headings != 1 else []),
    ]


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [(390, "light", "ja-JP"), (390, "dark", "en-GB"), (1280, "light", "en-GB"), (1280, "dark", "ja-JP")],
)
def test_every_page_fits_and_every_part_has_a_name(
    look: Look, paths: dict[str, str], width: int, scheme: Literal["light", "dark"], language: str
) -> None:
    member = look("aki", width=width, language=language, color_scheme=scheme)
    staff = look("emma", width=width, language=language, color_scheme=scheme)
    stranger = look(None, width=width, language=language, color_scheme=scheme)
    found = [fault for path in FOR_MEMBERS for fault in faults(member, path.format(**paths))]
    found += [fault for path in FOR_STAFF for fault in faults(staff, path.format(**paths))]
    found += [fault for path in FOR_STRANGERS for fault in faults(stranger, path.format(**paths))]
    assert found == []


def test_hostile_names_and_words_do_nothing(village: Village, look: Look) -> None:
    village.settle(nickname=HOSTILE[:30])
    village.ask(
        "PATCH", "/api/v1/accounts/update_credentials", village.aki, display_name=HOSTILE[:30], note=HOSTILE
    )
    post = village.say(village.aki, HOSTILE)
    page = look("aki")
    for path in (
        "/home",
        "/@aki",
        f"/@aki/{post}",
        village.car,
        *(f"{village.car}/settings{chapter}" for chapter in SETTINGS),
        "/cars",
        "/public",
    ):
        page.goto(path)
        assert page.evaluate("window.owned") is None
        assert page.locator("img[src=x]").count() == 0
    village.settle(nickname="Mame")


def test_hostile_words_that_arrive_live_do_nothing(village: Village, look: Look) -> None:
    page = look("aki")
    post = village.say(village.aki, HOSTILE)
    page.locator(f"#post-{post}").wait_for()
    assert page.evaluate("window.owned") is None


def test_an_app_is_allowed_on_a_page_that_fits(village: Village, look: Look) -> None:
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
    assert faults(page, asked) == []
    page.get_by_role("button", name="Allow").click()
    assert len(page.locator("#code").inner_text()) > 20
