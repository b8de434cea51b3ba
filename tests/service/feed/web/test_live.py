"""The home timeline goes on by itself, for whom it may."""

from tests.builders.feed import Feed, Person
from tests.builders.pages import a_browser, a_member


async def say(feed: Feed, who: Person, words: str, visibility: str = "private") -> str:
    told = {"status": words, "visibility": visibility}
    async with feed.client.post("/api/v1/statuses", json=told, headers=who.headers) as response:
        assert response.status == 200, await response.text()
        return str((await response.json())["id"])


async def test_a_new_post_arrives_as_it_would_stand_on_the_page(feed: Feed) -> None:
    aki, ken = await a_member(feed, "aki"), await a_member(feed, "ken")
    await feed.follows(aki.account_id, ken.account_id)
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        async with browser.events("/live/home?since_id=0") as events:
            feed.clock.later(minutes=10)
            status_id = await say(feed, ken, "Just <b>arrived</b>")
            name, html = await events.next()
        page = await browser.read("/home")

    assert name == "post"
    assert f'id="post-{status_id}"' in html
    assert "Just &lt;b&gt;arrived&lt;/b&gt;" in html
    assert "just now" in html
    assert lines(html) == lines(article_of(page.html))


async def test_what_was_missed_comes_first_and_what_is_gone_is_told(feed: Feed) -> None:
    aki = await a_member(feed, "aki")
    first, second = await say(feed, aki, "one"), await say(feed, aki, "two")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        async with browser.events(f"/live/home?since_id={first}") as events:
            _, missed = await events.next()
            async with feed.client.delete(f"/api/v1/statuses/{second}", headers=aki.headers) as response:
                assert response.status == 200
            gone = await events.next()

    assert f'id="post-{second}"' in missed
    assert gone == ("gone", second)


async def test_nobody_hears_what_is_not_for_them(feed: Feed) -> None:
    aki, ken = await a_member(feed, "aki"), await a_member(feed, "ken")
    await feed.follows(aki.account_id, ken.account_id)
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        async with browser.events("/live/home?since_id=0") as events:
            await say(feed, ken, "to myself", "direct")
            await say(feed, ken, "to all")
            _, html = await events.next()
    assert "to all" in html


def article_of(html: str) -> str:
    """The first post of a page."""
    return html[html.index("<article") :].partition("</article>")[0] + "</article>"


def lines(html: str) -> list[str]:
    return [line.strip() for line in html.splitlines() if line.strip()]
