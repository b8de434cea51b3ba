"""The home timeline in a browser: it grows by itself, and does without JavaScript what it can."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Look
from tests.browser.village import Village

pytestmark = pytest.mark.chromium


def test_a_cars_words_slide_in_while_the_page_is_open(village: Village, look: Look) -> None:
    page = look("aki")
    words = "Plugged in at 34 %. Full by 02:15, is that all right?"

    village.car_says(words)

    newest = page.locator("#timeline article").first
    expect(newest).to_contain_text(words)
    expect(newest).to_contain_text("Mame")
    expect(page.locator("[data-heard]")).to_have_text("A new post has arrived")
    expect(page.locator("button.news")).to_be_hidden()


def test_who_has_scrolled_down_is_told_how_many_there_are(village: Village, look: Look) -> None:
    for number in range(12):
        village.car_says(f"Home again, drive {number}")
    page = look("aki")
    page.mouse.wheel(0, 1500)
    page.wait_for_function("window.scrollY > 400")

    village.car_says("The first you missed")
    expect(page.locator("button.news")).to_have_text("1 new post")
    village.car_says("The second you missed")
    expect(page.locator("button.news")).to_have_text("2 new posts")
    expect(page.get_by_text("The second you missed")).to_have_count(0)

    page.locator("button.news").click()

    expect(page.locator("#timeline article .said").nth(0)).to_have_text("The second you missed")
    expect(page.locator("#timeline article .said").nth(1)).to_have_text("The first you missed")
    expect(page.locator("button.news")).to_be_hidden()


def test_a_post_taken_back_is_gone_from_the_open_page(village: Village, look: Look) -> None:
    page = look("aki")
    status_id = village.say(village.aki, "Never mind")
    expect(page.locator(f"#post-{status_id}")).to_be_visible()

    village.ask("DELETE", f"/api/v1/statuses/{status_id}", village.aki)

    expect(page.locator(f"#post-{status_id}")).to_have_count(0)


def test_a_page_nobody_looked_at_catches_up_when_it_is_seen(village: Village, look: Look) -> None:
    page = look("aki")
    turn(page, hidden=True)
    words = "While you were in another tab"
    village.car_says(words)
    expect(page.get_by_text(words)).to_have_count(0)

    turn(page, hidden=False)

    expect(page.get_by_text(words)).to_be_visible()


def turn(page: Page, *, hidden: bool) -> None:
    """The page is covered by another tab, or seen again."""
    page.evaluate(
        """hidden => {
            Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def test_everything_but_news_works_without_javascript(village: Village, look: Look) -> None:
    for number in range(25):
        village.say(village.emma, f"post number {number:02}")
    page = look("emma", java_script_enabled=False)

    page.locator("textarea[name=status]").fill("Written by hand")
    page.get_by_role("button", name="Post").click()
    expect(page.locator("#timeline article").first).to_contain_text("Written by hand")
    page.get_by_role("button", name="Like").first.click()
    expect(page.get_by_role("button", name="Like").first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Older").click()
    expect(page.get_by_text("post number 00")).to_be_visible()
    page.get_by_role("button", name="日本語").click()
    expect(
        page.get_by_role("link", name="前の投稿へ").or_(page.get_by_role("link", name="新しい投稿へ"))
    ).to_have_count(1)


def test_the_keyboard_finds_the_content_first(look: Look) -> None:
    page = look("aki")
    page.goto("/home")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_timeline_is_light(look: Look) -> None:
    page = look("aki")
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", 0))))
    page.goto("/home")
    page.wait_for_function("document.readyState === 'complete'")
    assert sum(sizes) < 150_000
