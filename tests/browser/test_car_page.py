"""A car's page in a browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Look
from tests.browser.village import Village

pytestmark = pytest.mark.chromium

PAINTED = """canvas => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Set(data).size > 8;
}"""


def test_the_gauge_shows_charge_and_limit(village: Village, look: Look) -> None:
    page = look("aki")
    page.goto(village.car)

    meter = page.get_by_role("meter", name="Charge")
    expect(meter).to_have_attribute("aria-valuenow", "64")
    expect(meter).to_have_text("64%")
    arc = page.locator(".dial path.charge")
    assert arc.get_attribute("stroke-dasharray") == "63.5 200"
    assert page.locator(".dial path.limit").get_attribute("stroke-dasharray") == "0 79.5 1 200"
    expect(page.locator(".facts")).to_contain_text("187 km")
    expect(page.locator(".facts")).to_contain_text("At home · Toyota")
    expect(page.locator(".facts")).to_contain_text("just now")


def test_the_chart_is_drawn_from_the_figures_of_the_page(village: Village, look: Look) -> None:
    page = look("aki", width=1280)
    page.goto(village.car)

    canvas = page.locator(".chart:not([data-kind]) canvas")
    expect(canvas).to_be_visible()
    page.wait_for_function(PAINTED, arg=canvas.element_handle())
    rows = page.locator("#figures tbody tr")
    assert rows.count() > 100
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + box["height"] / 2)
    expect(page.locator(".chart:not([data-kind]) .u-legend")).to_contain_text("6")

    page.get_by_role("link", name="Week").click()
    expect(page.get_by_role("link", name="Week")).to_have_attribute("aria-current", "true")
    expect(canvas).to_be_visible()


def test_without_javascript_the_figures_are_a_table(village: Village, look: Look) -> None:
    page = look("aki", java_script_enabled=False)
    page.goto(village.car)
    page.get_by_text("The figures").first.click()
    expect(page.locator("#figures tbody tr").last).to_contain_text("64%")
    expect(page.locator(".chart").first).to_be_hidden()


def test_a_japanese_browser_is_answered_in_japanese(village: Village, look: Look) -> None:
    page = look("aki", language="ja-JP")
    page.goto(village.car)
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    expect(page.locator(".state")).to_have_text("充電中 · 自宅")
    expect(page.locator(".facts")).to_contain_text("自宅 · 豊田市")
    expect(page.get_by_role("heading", name="充電の推移")).to_be_visible()


def test_words_to_a_car_reach_it_and_stay_among_friends(village: Village, look: Look) -> None:
    page = look("aki")
    page.goto(village.car)
    page.get_by_label("Write to the car").press_sequentially("See you at eight")
    page.get_by_role("button", name="Post").click()

    said = village.ask("GET", "/api/v1/timelines/home?limit=1", village.aki)[0]
    assert said["visibility"] == "private"
    assert said["content"].endswith("See you at eight</p>")
    assert [mention["id"] for mention in said["mentions"]] == [village.car_account]


def test_a_friend_asks_and_the_owner_lets_them_follow(village: Village, look: Look) -> None:
    emma, aki = look("emma"), look("aki")
    emma.goto(village.car)
    expect(emma.get_by_text("is doing is for its followers only")).to_be_visible()
    emma.get_by_role("button", name="Ask to follow").click()
    expect(emma.get_by_role("button", name="Take the request back")).to_be_visible()

    aki.goto("/notifications")
    aki.get_by_role("button", name="Accept").click()
    expect(aki.get_by_role("button", name="Accept")).to_have_count(0)

    emma.reload()
    expect(emma.get_by_role("meter", name="Charge")).to_be_visible()
    expect(emma.locator(".facts")).not_to_contain_text("At home")
