"""What is alike is told together, and who is not expected waits to be let in."""

from typing import Any

import pytest

from tests.builders.feed import Feed, Person
from tests.service.feed.test_streams import listening

GROUPS = "/api/v2/notifications"
REQUESTS = "/api/v1/notifications/requests"


async def send(feed: Feed, method: str, path: str, by: Person, **body: object) -> tuple[int, Any]:
    async with feed.client.request(method, path, json=body, headers=by.headers) as response:
        return response.status, await response.json()


async def say(feed: Feed, by: Person, text: str, **more: object) -> str:
    return str((await send(feed, "POST", "/api/v1/statuses", by, status=text, **more))[1]["id"])


async def told(feed: Feed, who: Person, **query: str) -> list[tuple[str, int, list[str]]]:
    """Kind, how many, and who, the newest first."""
    found = await feed.get(GROUPS, who.headers, **query)
    names = {one["id"]: one["username"] for one in found["accounts"]}
    return [
        (one["type"], one["notifications_count"], [names[person] for person in one["sample_account_ids"]])
        for one in found["notification_groups"]
    ]


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    return await feed.person("ben")


@pytest.fixture
async def cem(feed: Feed) -> Person:
    return await feed.person("cem")


async def test_who_likes_the_same_status_is_told_together(
    feed: Feed, aki: Person, ben: Person, cem: Person
) -> None:
    status_id = await say(feed, aki, "tofu")
    for who in (ben, cem):
        await send(feed, "POST", f"/api/v1/statuses/{status_id}/favourite", who)
    await say(feed, ben, "@aki one")
    await say(feed, ben, "@aki two")
    found = await feed.get(GROUPS, aki.headers)
    liked = found["notification_groups"][-1]
    assert await told(feed, aki) == [
        ("mention", 1, ["ben"]),
        ("mention", 1, ["ben"]),
        ("favourite", 2, ["cem", "ben"]),
    ]
    assert liked == {
        "group_key": f"favourite-{status_id}-41560",
        "notifications_count": 2,
        "type": "favourite",
        "most_recent_notification_id": int(liked["page_max_id"]),
        "page_min_id": liked["page_min_id"],
        "page_max_id": liked["page_max_id"],
        "latest_page_notification_at": "2026-11-23T09:00:00.000Z",
        "sample_account_ids": [str(cem.account_id), str(ben.account_id)],
        "status_id": status_id,
    }
    assert {one["id"] for one in found["statuses"]} >= {status_id}


async def test_kinds_that_an_app_does_not_group_come_one_by_one(
    feed: Feed, aki: Person, ben: Person, cem: Person
) -> None:
    status_id = await say(feed, aki, "tofu")
    for who in (ben, cem):
        await send(feed, "POST", f"/api/v1/statuses/{status_id}/favourite", who)
    assert await told(feed, aki, **{"grouped_types[]": "follow"}) == [
        ("favourite", 1, ["cem"]),
        ("favourite", 1, ["ben"]),
    ]


async def test_what_happens_half_a_day_later_is_another_group(
    feed: Feed, aki: Person, ben: Person, cem: Person
) -> None:
    status_id = await say(feed, aki, "tofu")
    await send(feed, "POST", f"/api/v1/statuses/{status_id}/favourite", ben)
    feed.clock.later(hours=12)
    await send(feed, "POST", f"/api/v1/statuses/{status_id}/favourite", cem)
    assert await told(feed, aki) == [("favourite", 1, ["cem"]), ("favourite", 1, ["ben"])]


async def test_groups_come_in_pages_and_each_once(feed: Feed, aki: Person, ben: Person, cem: Person) -> None:
    ids = [await say(feed, aki, f"tofu {number}") for number in range(3)]
    for who in (ben, cem):
        for status_id in ids:
            await send(feed, "POST", f"/api/v1/statuses/{status_id}/favourite", who)
    seen, path = [], f"{GROUPS}?limit=2"
    for _ in range(3):
        async with feed.client.get(path, headers=aki.headers) as response:
            page = await response.json()
            seen.append([one["status_id"] for one in page["notification_groups"]])
            following = response.links.get("next")
        if following is None:
            break
        path = following["url"].path_qs
    assert seen == [[ids[2], ids[1]], [ids[0]]]


async def test_a_group_can_be_looked_at_and_put_away(
    feed: Feed, aki: Person, ben: Person, cem: Person
) -> None:
    status_id = await say(feed, aki, "tofu")
    for who in (ben, cem):
        await send(feed, "POST", f"/api/v1/statuses/{status_id}/favourite", who)
    (group,) = (await feed.get(GROUPS, aki.headers))["notification_groups"]
    path = f"{GROUPS}/{group['group_key']}"
    alone, people = await feed.get(path, aki.headers), await feed.get(f"{path}/accounts", aki.headers)
    count = await feed.get(f"{GROUPS}/unread_count", aki.headers)
    status, _ = await send(feed, "POST", f"{path}/dismiss", aki)
    assert (alone["notification_groups"], [one["username"] for one in people], count) == (
        [group],
        ["cem", "ben"],
        {"count": 1},
    )
    assert (status, await told(feed, aki), (await send(feed, "GET", path, aki))[0]) == (200, [], 404)
    assert (await send(feed, "GET", path, ben))[0] == 404


async def test_faces_may_come_without_their_whole_profiles(
    feed: Feed, aki: Person, ben: Person, cem: Person
) -> None:
    status_id = await say(feed, aki, "tofu")
    for who in (ben, cem):
        await send(feed, "POST", f"/api/v1/statuses/{status_id}/favourite", who)
    found = await feed.get(GROUPS, aki.headers, expand_accounts="partial_avatars")
    assert [one["username"] for one in found["accounts"]] == ["cem"]
    assert [sorted(one) for one in found["partial_accounts"]] == [
        ["acct", "avatar", "avatar_static", "bot", "id", "locked", "url"]
    ]


async def test_who_has_no_policy_is_told_of_everything(feed: Feed, aki: Person) -> None:
    assert await feed.get(f"{GROUPS}/policy", aki.headers) == {
        "for_not_following": "accept",
        "for_not_followers": "accept",
        "for_new_accounts": "accept",
        "for_private_mentions": "accept",
        "for_limited_accounts": "accept",
        "summary": {"pending_requests_count": 0, "pending_notifications_count": 0},
    }


async def test_strangers_wait_until_they_are_let_in(feed: Feed, aki: Person, ben: Person) -> None:
    _, policy = await send(feed, "PATCH", f"{GROUPS}/policy", aki, for_not_following="filter")
    async with listening(feed, "user", aki) as ear:
        first = await say(feed, ben, "@aki hello")
        last = await say(feed, ben, "@aki hello?")
        before = await told(feed, aki)
        (waits,) = await feed.get(REQUESTS, aki.headers)
        await send(feed, "POST", f"{REQUESTS}/{waits['id']}/accept", aki)
        heard = await ear.hear()
    third = await say(feed, ben, "@aki thanks")
    assert (policy["for_not_following"], before, heard) == ("filter", [], ("notifications_merged", None))
    assert (waits["notifications_count"], waits["account"]["username"]) == ("2", "ben")
    assert waits["last_status"]["id"] == last
    assert await feed.get(REQUESTS, aki.headers) == []
    assert [one["status"]["id"] for one in await feed.get("/api/v1/notifications", aki.headers)] == [
        third,
        last,
        first,
    ]


async def test_who_is_sent_away_leaves_nothing_and_waits_again(feed: Feed, aki: Person, ben: Person) -> None:
    await send(feed, "PATCH", f"{GROUPS}/policy", aki, for_not_following="filter")
    await say(feed, ben, "@aki hello")
    (waits,) = await feed.get(REQUESTS, aki.headers)
    await send(feed, "POST", f"{REQUESTS}/dismiss", aki, id=[waits["id"]])
    after = await feed.get(REQUESTS, aki.headers)
    await say(feed, ben, "@aki hello?")
    (again,) = await feed.get(REQUESTS, aki.headers)
    assert (after, again["notifications_count"], await told(feed, aki)) == ([], "1", [])


async def test_who_is_to_be_dropped_is_not_heard_at_all(feed: Feed, aki: Person, ben: Person) -> None:
    await send(feed, "PATCH", f"{GROUPS}/policy", aki, for_new_accounts="drop")
    await say(feed, ben, "@aki hello")
    assert (await told(feed, aki), await feed.get(REQUESTS, aki.headers)) == ([], [])


async def test_somebody_else_s_requests_do_not_exist(feed: Feed, aki: Person, ben: Person) -> None:
    await send(feed, "PATCH", f"{GROUPS}/policy", aki, for_not_following="filter")
    await say(feed, ben, "@aki hello")
    (waits,) = await feed.get(REQUESTS, aki.headers)
    path = f"{REQUESTS}/{waits['id']}"
    tried = [("GET", path), ("POST", f"{path}/accept"), ("POST", f"{path}/dismiss")]
    assert {(await send(feed, method, at, ben))[0] for method, at in tried} == {404}
    assert await feed.get(REQUESTS, aki.headers) == [waits]


async def test_older_apps_say_yes_or_no(feed: Feed, aki: Person) -> None:
    path = "/api/v1/notifications/policy"
    _, changed = await send(feed, "PUT", path, aki, filter_not_following=True)
    assert changed == {
        "filter_not_following": True,
        "filter_not_followers": False,
        "filter_new_accounts": False,
        "filter_private_mentions": False,
        "summary": {"pending_requests_count": 0, "pending_notifications_count": 0},
    }
    assert await feed.get(path, aki.headers) == changed


async def test_a_wish_that_is_none_is_refused(feed: Feed, aki: Person) -> None:
    status, body = await send(feed, "PATCH", f"{GROUPS}/policy", aki, for_new_accounts="burn")
    assert (status, list(body["details"])) == (422, ["for_new_accounts"])
