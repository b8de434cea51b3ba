"""What a browser may keep on its device: the app's card, the worker, and what is read without a network."""

import re
from io import BytesIO

from PIL import Image

from tests.builders.feed import Feed, a_feed
from tests.builders.pages import a_browser, a_member


async def test_the_card_names_the_network_and_its_pictures_are_as_large_as_they_say(
    database_url: str,
) -> None:
    async with a_feed(database_url, title="Kuruma Club", description="Cars of Toyota city") as feed:
        card = await feed.get("/manifest.webmanifest", {"Accept-Language": "ja"})
        measured = {}
        for icon in card["icons"]:
            async with feed.client.get(icon["src"]) as response:
                picture = Image.open(BytesIO(await response.read()))
            measured[icon["sizes"], icon["purpose"]] = f"{picture.width}x{picture.height}"

    assert (card["name"], card["short_name"], card["description"]) == (
        "Kuruma Club",
        "Kuruma Club",
        "Cars of Toyota city",
    )
    assert (card["lang"], card["start_url"], card["display"]) == ("ja", "/home", "standalone")
    assert [one["name"] for one in card["shortcuts"]] == ["投稿を書く", "お知らせ", "クルマ"]
    assert measured == {
        ("192x192", "any"): "192x192",
        ("512x512", "any"): "512x512",
        ("512x512", "maskable"): "512x512",
    }


async def test_every_page_names_the_card_and_only_members_have_a_worker(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        stranger = await browser.read("/public")
        member = await browser.sign_in("aki")
        worker = await browser.read("/sw.js")

    assert all('rel="manifest" href="/manifest.webmanifest"' in page.html for page in (stranger, member))
    assert ["js/worker.js" in page.html for page in (stranger, member)] == [False, True]
    assert (worker.status, worker.headers["Content-Type"].partition(";")[0]) == (200, "text/javascript")
    assert worker.headers["Cache-Control"] == "no-cache"


async def test_the_timeline_that_is_kept_has_the_words_and_nothing_to_press(feed: Feed) -> None:
    aki = await a_member(feed, "aki")
    body = {"status": "off to the sea", "visibility": "private"}
    await feed.client.post("/api/v1/statuses", json=body, headers=aki.headers)
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        kept = await browser.read("/offline/home")

    assert "off to the sea" in kept.words
    assert "You see the timeline as of 23 Nov 2026, 09:00." in kept.words
    assert (kept.forms, "csrf" in kept.html) == ([], False)


async def test_what_stands_in_for_other_pages_knows_nobody(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        stranger = await browser.read("/offline")
        await browser.sign_in("aki")
        member = await browser.read("/offline")
    assert member.html == stranger.html
    assert re.findall("aki", member.html) == []
