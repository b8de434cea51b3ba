"""A browser is asked for leave, and shows what is pushed to it, as far as one without a window can."""

import json

import pytest

from tests.browser.conftest import Look
from tests.browser.village import Village

pytestmark = pytest.mark.chromium

PATH = "/settings/notifications"
SHOWN = """() => navigator.serviceWorker.ready
    .then((ready) => ready.getNotifications())
    .then((all) => all.map(({ title, body, lang, data }) => [title, body, lang, data.path]))"""


def test_the_page_says_in_plain_words_why_it_cannot_be(look: Look) -> None:
    page = look("aki")
    page.add_init_script("delete window.PushManager")
    page.goto(PATH)
    page.get_by_text("On an iPhone or iPad, first add this page to the home screen").wait_for()
    assert page.get_by_role("button", name="Allow on this browser").is_hidden()


def test_who_said_no_is_told_where_to_say_yes(look: Look) -> None:
    page = look("aki")
    page.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })")
    page.goto(PATH)
    page.get_by_text("You have told this browser to show no notifications").wait_for()


def test_what_is_pushed_is_shown_and_leads_to_what_was_said(village: Village, look: Look) -> None:
    page = look("aki", permissions=["notifications"])
    page.goto(PATH)
    page.get_by_role("button", name="Allow on this browser").wait_for()
    devtools = page.context.new_cdp_session(page)
    registrations: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: registrations.extend(one["registrationId"] for one in told["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    page.wait_for_timeout(100)
    told = {
        "title": "Mame needs you",
        "body": "5 % left. Is my plug in?",
        "icon": "/static/icons/192.png",
        "path": f"{village.car}/1",
        "notification_id": "1",
        "preferred_locale": "en",
    }
    devtools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": village.url, "registrationId": registrations[0], "data": json.dumps(told)},
    )
    page.wait_for_function(f"({SHOWN})().then((all) => all.length === 1)")
    assert page.evaluate(SHOWN) == [["Mame needs you", "5 % left. Is my plug in?", "en", f"{village.car}/1"]]
