"""Feed readers: what everybody may read, and under a secret address what is at a member's home."""

import re
from xml.etree import ElementTree as ET

import pytest

from tests.builders.feed import Feed, Person
from tests.builders.pages import Browser, a_browser, a_member

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await a_member(feed, "aki")


async def say(feed: Feed, by: Person, words: str, visibility: str, **more: object) -> str:
    body = {"status": words, "visibility": visibility} | more
    async with feed.client.post("/api/v1/statuses", json=body, headers=by.headers) as response:
        return str((await response.json())["id"])


async def titles(feed: Feed, path: str) -> list[str | None]:
    async with feed.client.get(path) as response:
        assert (response.status, response.content_type) == (200, "application/atom+xml")
        tree = ET.fromstring(await response.text())
    return [entry.findtext(f"{ATOM}title") for entry in tree.iter(f"{ATOM}entry")]


async def secret_path(browser: Browser) -> str:
    made = await browser.send((await browser.read("/settings/feeds")).form("/settings/feeds"))
    assert made.headers["Cache-Control"] == "no-store"
    (path,) = re.findall(r"(/feeds/[\w-]{43}\.atom)", made.html)
    return str(path)


async def test_a_members_feed_has_what_they_say_to_everybody_and_nothing_else(
    feed: Feed, aki: Person
) -> None:
    for visibility in ("public", "unlisted", "private", "direct"):
        await say(feed, aki, f"{visibility} <words> & #Sea", visibility)
    await say(feed, aki, "the butler did it", "public", spoiler_text="the end")
    assert await titles(feed, "/@aki.atom") == ["the end", "public <words> & #Sea"]
    assert await titles(feed, "/tags/sea.atom") == ["public <words> & #Sea"]
    async with feed.client.get("/@nobody.atom") as response:
        assert response.status == 404
    async with feed.client.get("/@aki.atom") as response:
        assert "butler" not in await response.text()


async def test_a_reader_that_knows_the_feed_already_is_sent_nothing(feed: Feed, aki: Person) -> None:
    await say(feed, aki, "one", "public")
    async with feed.client.get("/@aki.atom") as first:
        tag = first.headers["ETag"]
    async with feed.client.get("/@aki.atom", headers={"If-None-Match": tag}) as again:
        assert (again.status, await again.read()) == (304, b"")
    await say(feed, aki, "two", "public")
    async with feed.client.get("/@aki.atom", headers={"If-None-Match": tag}) as changed:
        assert changed.status == 200


async def test_the_secret_feed_has_what_is_at_home_but_no_word_that_was_for_one_alone(
    feed: Feed, aki: Person
) -> None:
    ben = await feed.person("ben")
    await feed.follows(aki.account_id, ben.account_id)
    await say(feed, ben, "for my followers", "private")
    await say(feed, ben, "@aki I am by the old mill", "direct")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        path = await secret_path(browser)
        page = await browser.read("/settings/feeds")
    async with feed.client.get(path) as response:
        text, headers = await response.text(), response.headers

    assert await titles(feed, path) == ["Ben has word for you alone.", "for my followers"]
    assert "old mill" not in text
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("private, max-age=300", "no-referrer")
    assert path not in page.html  # it is shown once


async def test_a_renewed_address_replaces_the_former_and_an_ended_one_leads_nowhere(
    feed: Feed, aki: Person
) -> None:
    await say(feed, aki, "hello", "private")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        first = await secret_path(browser)
        second = await secret_path(browser)
        both = [(await feed.client.get(path)).status for path in (first, second)]
        await browser.send((await browser.read("/settings/feeds")).form("/settings/feeds/end"))
    assert (both, (await feed.client.get(second)).status) == ([404, 200], 404)


async def test_links_to_what_everybody_may_read_carry_a_preview_and_others_are_not_there(
    feed: Feed, aki: Person
) -> None:
    seen, hidden = await say(feed, aki, "off to the sea", "public"), await say(feed, aki, "psst", "private")
    async with a_browser(feed) as browser:
        profile = await browser.read("/@aki")
        shown = await browser.read(f"/@aki/{seen}")
        secret, never = [await browser.read(f"/@aki/{one}") for one in (hidden, "1")]
        await browser.sign_in("aki")
        own = await browser.read(f"/@aki/{hidden}")

    assert '<meta property="og:description" content="off to the sea">' in profile.html
    assert 'type="application/atom+xml" title="Aki" href="/@aki.atom"' in profile.html
    assert '<meta property="og:title" content="Aki">' in shown.html
    assert '<meta name="description" content="off to the sea">' in shown.html
    assert (secret.status, secret.html.replace(hidden, "1")) == (404, never.html)
    assert "og:" not in own.html


async def test_somebody_who_has_said_nothing_has_a_page_all_the_same(feed: Feed) -> None:
    await a_member(feed, "silent")
    async with a_browser(feed) as browser:
        assert (await browser.read("/@silent")).status == 200
