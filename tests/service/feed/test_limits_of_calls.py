"""How often an app, a member or an address may ask, and how often a member may take posts back."""

from datetime import timedelta

import pytest

from feed.keys import LIMITS
from feed.limits import CALLS, CALLS_OF_ONE, DELETIONS, SIGN_INS, Limit, neighbourhood
from tests.builders.feed import Feed, Person, a_feed, bearer
from tests.builders.pages import a_browser, a_member


def spend(feed: Feed, limit: Limit, who: object, *, but: int) -> None:
    """All of an allowance but so much."""
    for _ in range(limit.times - but):
        feed.client.app[LIMITS].count(limit, str(who))


async def ask(feed: Feed, method: str, path: str, token: str = "") -> tuple[int, str | None, str | None]:
    """The status, the limit that is told, and what is left of it."""
    async with feed.client.request(method, path, headers=bearer(token) if token else None) as response:
        told = response.headers
        return response.status, told.get("X-RateLimit-Limit"), told.get("X-RateLimit-Remaining")


async def post(feed: Feed, by: Person) -> str:
    async with feed.client.post("/api/v1/statuses", json={"status": "hello"}, headers=by.headers) as response:
        return str((await response.json())["id"])


async def test_a_member_has_one_allowance_for_all_their_apps_together(feed: Feed) -> None:
    aki = await feed.person("aki")
    other = await feed.token("read", user_id=aki.user_id)
    spend(feed, CALLS_OF_ONE, aki.user_id, but=2)
    path = "/api/v1/accounts/verify_credentials"
    asked = [await ask(feed, "GET", path, token) for token in (aki.token, other, other, aki.token)]
    ben = await feed.person("ben")
    assert asked == [(200, "1500", "1"), (200, "1500", "0"), (429, "1500", "0"), (429, "1500", "0")]
    assert await ask(feed, "GET", path, ben.token) == (200, "300", "299")


async def test_thirty_posts_are_taken_back_in_half_an_hour_by_app_or_page_and_no_more(feed: Feed) -> None:
    aki = await a_member(feed, "aki")
    first, second, third = [await post(feed, aki) for _ in range(3)]
    spend(feed, DELETIONS, aki.account_id, but=1)
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        taken = [await ask(feed, "DELETE", f"/api/v1/statuses/{one}", aki.token) for one in (first, second)]
        form = (await browser.read(f"/@aki/{third}/delete")).form(f"/@aki/{third}/delete")
        too_many = await browser.send(form)
        feed.clock.later(minutes=30)
        later = await browser.send(form)
    assert taken == [(200, "30", "0"), (429, "30", "0")]
    assert (too_many.status, too_many.headers["Retry-After"], later.status) == (429, "1800", 200)


@pytest.mark.parametrize("path", ["/api/v2/instance", "/api/v1/custom_emojis", "/oauth/authorize"])
async def test_who_shows_no_token_is_counted_by_their_address(feed: Feed, path: str) -> None:
    spend(feed, CALLS, neighbourhood("127.0.0.1"), but=1)
    allowed, refused = [await ask(feed, "GET", path) for _ in range(2)]
    assert (allowed[1:], refused) == (("300", "0"), (429, "300", "0"))


async def test_whoever_watches_over_the_server_is_never_refused(feed: Feed) -> None:
    spend(feed, CALLS, neighbourhood("127.0.0.1"), but=0)
    assert [(await ask(feed, "GET", path))[0] for path in ("/livez", "/api/v1/streaming/health")] == [
        200,
        200,
    ]


async def test_behind_a_proxy_the_address_is_the_one_the_proxy_saw(sqlite_url: str) -> None:
    seen = []
    async with a_feed(sqlite_url, behind_proxy=True) as feed:
        for forwarded in ("2001:db8::1", "2001:db8::2", "9.9.9.9, 2001:db8:0:1::1"):
            path, headers = "/api/v2/instance", {"X-Forwarded-For": forwarded}
            async with feed.client.get(path, headers=headers) as response:
                seen.append(response.headers["X-RateLimit-Remaining"])
    assert seen == ["299", "298", "299"]


async def test_a_door_that_was_knocked_at_too_often_opens_by_itself_later(feed: Feed) -> None:
    await a_member(feed, "aki")
    spend(feed, SIGN_INS, neighbourhood("127.0.0.1"), but=0)
    async with a_browser(feed) as browser:
        refused = await browser.sign_in("aki")
        feed.clock.later(seconds=timedelta(minutes=5).total_seconds())
        opened = await browser.sign_in("aki")
    assert (refused.status, refused.headers["Retry-After"], opened.path) == (429, "300", "/home")
