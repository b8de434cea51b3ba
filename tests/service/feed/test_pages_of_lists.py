"""Paging by Mastodon's three cursors: nothing twice, nothing missing, and an end."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from yarl import URL

from tests.builders.busy import a_busy_time
from tests.builders.feed import Feed, Person, a_feed

LINK = re.compile(r'<([^>]+)>; rel="(\w+)"')


async def say(feed: Feed, by: Person, text: str) -> str:
    async with feed.client.post("/api/v1/statuses", json={"status": text}, headers=by.headers) as response:
        return str((await response.json())["id"])


async def page(feed: Feed, path: str, by: Person, **query: Any) -> tuple[list[str], dict[str, URL]]:  # noqa: ANN401
    async with feed.client.get(path, params=query, headers=by.headers) as response:
        assert response.status == 200
        links = {name: URL(url) for url, name in LINK.findall(response.headers.get("Link", ""))}
        return [one.get("id") or one["name"] for one in await response.json()], links


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


async def test_the_links_lead_through_everything_once_and_end(feed: Feed, aki: Person) -> None:
    said = [await say(feed, aki, f"number {number}") for number in range(7)]
    seen, links = await page(feed, "/api/v1/timelines/home", aki, limit=3)
    turns = 0
    while "next" in links:
        turns += 1
        more, links = await page(feed, links["next"].path, aki, **links["next"].query)
        seen += more
    assert (seen, turns) == (said[::-1], 2)


async def test_next_stands_first_and_keeps_what_was_asked(feed: Feed, aki: Person) -> None:
    for number in range(5):
        await say(feed, aki, f"number {number}")
    async with feed.client.get(
        f"/api/v1/accounts/{aki.account_id}/statuses?exclude_replies=true&limit=2&since_id=1",
        headers=aki.headers,
    ) as response:
        links = LINK.findall(response.headers["Link"])
        assert response.headers["Access-Control-Expose-Headers"].startswith("Link")
        ids = [one["id"] for one in await response.json()]
    base = f"http://127.0.0.1:8080/api/v1/accounts/{aki.account_id}/statuses?exclude_replies=true&limit=2"
    assert links == [(f"{base}&max_id={ids[-1]}", "next"), (f"{base}&min_id={ids[0]}", "prev")]


async def test_since_jumps_to_the_newest_and_min_goes_on_from_where_one_was(feed: Feed, aki: Person) -> None:
    said = [await say(feed, aki, f"number {number}") for number in range(6)]
    since, _ = await page(feed, "/api/v1/timelines/home", aki, since_id=said[0], limit=2)
    following, _ = await page(feed, "/api/v1/timelines/home", aki, min_id=said[0], limit=2)
    assert since == [said[5], said[4]]
    assert following == [said[2], said[1]]


@pytest.mark.parametrize("rubbish", ["-1", "x", "1e3", "99999999999999999999999", "٣", ""])
async def test_rubbish_in_a_cursor_or_a_limit_is_no_mistake(feed: Feed, aki: Person, rubbish: str) -> None:
    said = await say(feed, aki, "only one")
    for name in ("limit", "max_id", "since_id", "min_id"):
        assert (await page(feed, "/api/v1/timelines/home", aki, **{name: rubbish}))[0] == [said]


async def test_a_limit_beyond_reason_is_the_largest_there_is(feed: Feed, aki: Person) -> None:
    for number in range(42):
        feed.clock.later(seconds=30)
        await say(feed, aki, f"number {number}")
    assert len((await page(feed, "/api/v1/timelines/home", aki, limit=100))[0]) == 40
    assert len((await page(feed, "/api/v1/timelines/home", aki))[0]) == 20


async def test_followers_page_by_when_they_came_not_by_who_they_are(feed: Feed, aki: Person) -> None:
    early, late = await feed.person("early"), await feed.person("late")
    await feed.follows(late.account_id, aki.account_id)
    await feed.follows(early.account_id, aki.account_id)
    path = f"/api/v1/accounts/{aki.account_id}/followers"
    first, links = await page(feed, path, aki, limit=1)
    second, end = await page(feed, links["next"].path, aki, **links["next"].query)
    assert (first, second, "next" in end) == ([str(early.account_id)], [str(late.account_id)], False)


PAGED = (
    *("timelines/home", "timelines/public", "timelines/tag/ev", "timelines/list/{list}"),
    *("favourites", "bookmarks", "notifications", "followed_tags", "follow_requests", "blocks", "mutes"),
    *("accounts/{other}/statuses", "accounts/{me}/followers", "accounts/{me}/following", "endorsements"),
    *("lists/{list}/accounts", "statuses/{status}/favourited_by", "statuses/{status}/reblogged_by"),
    *("conversations", "notifications/requests"),
)


@pytest.mark.parametrize("path", PAGED)
async def test_every_list_is_read_once_from_end_to_end_and_back(feed: Feed, aki: Person, path: str) -> None:
    busy = f"/api/v1/{path.format(**await a_busy_time(feed, aki))}"
    first, _ = await page(feed, busy, aki, limit=40)
    seen, onward = await page(feed, busy, aki, limit=3)
    while "next" in onward and len(seen) < len(first):
        more, onward = await page(feed, busy, aki, **onward["next"].query)
        seen += more
        assert len(more) <= 3
    assert len(set(first)) == len(first)
    assert seen[: len(first)] == first
    if len(first) > 3:
        before, _ = await page(feed, busy, aki, **onward["prev"].query)
        assert before == seen[len(seen) - len(more) - 3 : len(seen) - len(more)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_every_page_is_what_the_definition_says(paged_feed: Any, data: st.DataObject) -> None:  # noqa: ANN401
    feed, aki, said = paged_feed
    cursors = {
        name: data.draw(st.none() | st.sampled_from([*said, "1"]), label=name)
        for name in ("max_id", "since_id", "min_id")
    }
    limit = data.draw(st.integers(1, 12))
    asked = {name: value for name, value in cursors.items() if value is not None}
    got, _ = await page(feed, "/api/v1/timelines/home", aki, limit=limit, **asked)
    assert got == by_definition(said, limit, **asked)


def by_definition(
    said: list[str], limit: int, max_id: str = "9" * 18, since_id: str = "0", min_id: str | None = None
) -> list[str]:
    """The page as Mastodon's documentation defines it, over what was said in order."""
    within = [one for one in said if int(since_id) < int(one) < int(max_id)]
    if min_id is None:
        return within[::-1][:limit]
    return [one for one in within if int(one) > int(min_id)][:limit][::-1]


@pytest.fixture
async def paged_feed(database_url: str) -> Any:  # noqa: ANN401
    async with a_feed(database_url, trial=True) as feed:
        aki = await feed.person("aki")
        yield feed, aki, [await say(feed, aki, f"number {number}") for number in range(9)]
