"""A car's settings in a browser: what would come of a choice is seen before it is saved."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Look
from tests.browser.village import PASSWORD, Village

pytestmark = pytest.mark.chromium

HOME = {"lat": 35.0877, "lon": 137.1563, "radius_m": 150}
MOST_OFF_DEGREES = 0.1


def test_the_voice_follows_the_choice_before_it_is_saved(village: Village, look: Look) -> None:
    page = look("aki")
    page.goto(f"{village.car}/settings/voice")
    sample = page.locator(".samples dd").first
    expect(sample).to_have_text("Plugged in at 34 %. Full by 02:15, is that all right?")
    expect(page.get_by_role("button", name="Show me")).to_be_hidden()

    page.get_by_label("Language").select_option("ja")

    expect(sample).to_have_attribute("lang", "ja")
    page.reload()
    expect(page.locator(".samples dd").first).to_have_attribute("lang", "en")


def test_without_javascript_a_button_shows_the_voice(village: Village, look: Look) -> None:
    page = look("aki", java_script_enabled=False)
    page.goto(f"{village.car}/settings/voice")
    page.get_by_label("How it talks").select_option("butler")
    page.get_by_role("button", name="Show me").click()

    expect(page.locator(".samples dd").first).to_contain_text("Will that be all right?")
    expect(page.get_by_label("How it talks")).to_have_value("butler")
    assert settings_of(village)["persona"] == "plain"


def test_a_place_is_tapped_on_the_map_and_dragged(village: Village, look: Look) -> None:
    village.settle(home=HOME, zones=[])
    page = look("aki")
    page.goto(f"{village.car}/settings/places")
    page.get_by_text("Add a place", exact=True).click()
    page.locator("[id='zones.0.name']").fill("work")
    page.locator("[data-map]").click(position={"x": 260, "y": 80})
    expect(page.locator("[data-preview-of]")).to_contain_text("When it comes to work")
    pin = page.locator(".pin.of-home span")
    pin.scroll_into_view_if_needed()
    box = pin.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 14, box["y"] + 14)
    page.mouse.down()
    page.mouse.move(box["x"] - 26, box["y"] + 14, steps=4)
    page.mouse.up()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()

    settled = settings_of(village)
    assert settled["home"]["lon"] < HOME["lon"]
    assert abs(settled["home"]["lat"] - HOME["lat"]) < MOST_OFF_DEGREES
    assert [zone["name"] for zone in settled["zones"]] == ["work"]
    assert settled["zones"][0]["lat"] > HOME["lat"]


def test_the_keyboard_puts_home_where_the_car_stands(village: Village, look: Look) -> None:
    village.settle(home=None, zones=[])
    page = look("aki")
    page.goto(f"{village.car}/settings/places")
    page.locator("[id='home.here']").press("Space")
    page.locator("[id='home.slider']").press("End")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()

    assert settings_of(village)["home"] == HOME | {"radius_m": 2000}
    village.settle(home=None)


def test_a_car_passed_on_shows_its_code_once(village: Village, look: Look) -> None:
    page = look("aki")
    page.goto(f"{village.car}/settings/end")
    page.get_by_role("link", name="Pass it on…").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Pass it on").click()

    code = page.locator("p.copyable").inner_text()
    expect(page.locator(".qr svg")).to_be_visible()
    assert page.locator("#address").input_value() == f"{village.url}/claim?code={code}"

    page.goto(f"/claim?code={code}")
    page.get_by_role("button", name="This is my car").click()
    page.wait_for_url("**/welcome")


def settings_of(village: Village) -> dict[str, Any]:
    settled: dict[str, Any] = village.ask("GET", f"/api/v1/cars/{village.car_account}", village.aki)[
        "settings"
    ]
    return settled
