"""The map and the charts of a car's past: there for its owner, and for nobody else."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Look
from tests.browser.test_car_page import PAINTED
from tests.browser.village import Village

pytestmark = pytest.mark.chromium

TRACKS = ".map path.map-track"


def settled(page: Page) -> None:
    """The map has shown what it was to show."""
    drawn = "() => document.querySelector('.map path.map-track')?.getAttribute('d').length > 20"
    page.wait_for_function(drawn)


def test_the_owner_sees_the_last_drives_on_a_map_of_our_own(village: Village, look: Look) -> None:
    page, asked = look("aki", width=1280), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(village.car)
    settled(page)
    expect(page.locator(TRACKS)).to_have_count(5)
    expect(page.locator(".map path.map-land")).to_have_count(1)
    expect(page.locator(".map path.map-car")).to_have_count(1)
    expect(page.locator(".map-town", has_text="Okazaki")).to_have_count(1)
    assert [url for url in asked if not url.startswith(village.url)] == []

    page.locator(".map").scroll_into_view_if_needed()
    page.get_by_role("button", name="Closer").click()
    page.locator(TRACKS).last.dispatch_event("mouseover", {"bubbles": True})
    expect(page.locator(".leaflet-tooltip")).to_contain_text("17 km")


def test_a_drive_has_a_page_with_its_way_and_a_file_to_take_away(village: Village, look: Look) -> None:
    page = look("aki")
    page.goto(village.car)
    page.get_by_role("link", name="All drives").click()
    page.locator(".journeys tbody a").first.click()
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("home → Okazaki")
    expect(page.locator(TRACKS)).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="This track (GPX)").click()
    assert download.value.suggested_filename.endswith(".gpx")
    assert download.value.path().read_text().count("<trkpt") == 73


def test_energy_is_drawn_day_by_day(village: Village, look: Look) -> None:
    page = look("aki")
    page.goto(village.car)
    canvas = page.locator("[data-kind=bars] canvas")
    page.wait_for_function(PAINTED, arg=canvas.element_handle())
    rows = page.locator("#energy-figures tbody tr")
    expect(rows).to_have_count(7)
    assert (
        sum(float(row or 0) for row in rows.evaluate_all("all => all.map(one => one.dataset.charged)")) > 30
    )
    page.get_by_role("link", name="Month").click()
    expect(page.locator("#energy-figures tbody tr")).to_have_count(30)


def test_without_javascript_the_drives_are_a_table(village: Village, look: Look) -> None:
    page = look("aki", java_script_enabled=False)
    page.goto(village.car)
    expect(page.get_by_role("table", name="The last drives").locator("tbody tr")).to_have_count(3)
    expect(page.locator(".map")).to_be_hidden()


@pytest.mark.parametrize("history_for", ["owner", "followers"])
def test_neither_followers_nor_strangers_have_a_map(village: Village, look: Look, history_for: str) -> None:
    village.join(f"{history_for}_friend")
    friend = look(f"{history_for}_friend")
    friend.goto(village.car)
    friend.get_by_role("button", name="Ask to follow").click()
    aki = look("aki")
    aki.goto("/notifications")
    aki.get_by_role("button", name="Accept").first.click()
    village.settle(history_for=history_for)
    stranger = look(None)
    for page, charts in ((friend, history_for == "followers"), (stranger, False)):
        page.goto(village.car)
        page.wait_for_load_state("networkidle")
        expect(page.locator("[data-map]")).to_have_count(0)
        expect(page.locator(".chart canvas")).to_have_count(2 if charts else 0)
        expect(page.get_by_text("Okazaki")).to_have_count(0)
    village.settle(history_for="owner")
