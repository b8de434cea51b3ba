"""Following, with and without being asked; keeping one's distance; and what one is told of it."""

from typing import Any

import pytest

from tests.builders.feed import Feed, Person

NOTHING = {
    "following": False,
    "showing_reblogs": False,
    "notifying": False,
    "languages": [],
    "followed_by": False,
    "blocking": False,
    "blocked_by": False,
    "muting": False,
    "muting_notifications": False,
    "requested": False,
    "requested_by": False,
    "domain_blocking": False,
    "endorsed": False,
    "note": "",
}


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    return await feed.person("ben")


async def do(feed: Feed, by: Person, path: str, **body: object) -> Any:  # noqa: ANN401
    async with feed.client.post(f"/api/v1/{path}", json=body, headers=by.headers) as response:
        assert response.status == 200, await response.text()
        return await response.json()


async def say(feed: Feed, by: Person, text: str, **more: object) -> str:
    return str((await do(feed, by, "statuses", status=text, **more))["id"])


async def home(feed: Feed, of: Person) -> list[str]:
    return [one["id"] for one in await feed.get("/api/v1/timelines/home", of.headers)]


async def told(feed: Feed, whom: Person) -> list[tuple[str, str]]:
    notifications = await feed.get("/api/v1/notifications", whom.headers)
    return [(one["type"], one["account"]["username"]) for one in notifications]


async def lock(feed: Feed, who: Person) -> None:
    path = "/api/v1/accounts/update_credentials"
    async with feed.client.patch(path, data={"locked": "true"}, headers=who.headers) as response:
        assert (await response.json())["locked"] is True


async def test_following_brings_home_what_was_said_of_late_and_what_comes(
    feed: Feed, aki: Person, ben: Person
) -> None:
    before = await say(feed, aki, "before", visibility="private")
    relation = await do(feed, ben, f"accounts/{aki.account_id}/follow")
    after = await say(feed, aki, "after")
    assert relation == NOTHING | {"id": str(aki.account_id), "following": True, "showing_reblogs": True}
    assert await home(feed, ben) == [after, before]
    assert await told(feed, aki) == [("follow", "ben")]
    account = await feed.get(f"/api/v1/accounts/{aki.account_id}")
    assert (account["followers_count"], account["following_count"]) == (1, 0)


async def test_following_twice_is_following_once(feed: Feed, aki: Person, ben: Person) -> None:
    for _ in range(2):
        await do(feed, ben, f"accounts/{aki.account_id}/follow", reblogs=False, notify=True)
    relation = await feed.get("/api/v1/accounts/relationships", ben.headers, **{"id[]": str(aki.account_id)})
    assert [(one["showing_reblogs"], one["notifying"]) for one in relation] == [(False, True)]
    assert (await feed.get(f"/api/v1/accounts/{aki.account_id}"))["followers_count"] == 1
    await say(feed, aki, "the bell rings")
    assert await told(feed, ben) == [("status", "aki")]


async def test_a_locked_account_is_followed_after_its_yes(feed: Feed, aki: Person, ben: Person) -> None:
    await lock(feed, aki)
    secret = await say(feed, aki, "for those I know", visibility="private")
    asked = await do(feed, ben, f"accounts/{aki.account_id}/follow")
    assert (asked["following"], asked["requested"]) == (False, True)
    assert await home(feed, ben) == []
    assert await told(feed, aki) == [("follow_request", "ben")]
    waiting = await feed.get("/api/v1/follow_requests", aki.headers)
    assert [one["username"] for one in waiting] == ["ben"]

    answered = await do(feed, aki, f"follow_requests/{ben.account_id}/authorize")
    assert (answered["followed_by"], answered["requested_by"]) == (True, False)
    assert await home(feed, ben) == [secret]
    assert await told(feed, aki) == []


async def test_a_no_leaves_nothing_behind(feed: Feed, aki: Person, ben: Person) -> None:
    await lock(feed, aki)
    await do(feed, ben, f"accounts/{aki.account_id}/follow")
    await do(feed, aki, f"follow_requests/{ben.account_id}/reject")
    assert await feed.get("/api/v1/follow_requests", aki.headers) == []
    async with feed.client.post(
        f"/api/v1/follow_requests/{ben.account_id}/authorize", headers=aki.headers
    ) as response:
        assert response.status == 404


async def test_nobody_says_yes_in_anothers_name(feed: Feed, aki: Person, ben: Person) -> None:
    await lock(feed, aki)
    await do(feed, ben, f"accounts/{aki.account_id}/follow")
    async with feed.client.post(
        f"/api/v1/follow_requests/{ben.account_id}/authorize", headers=ben.headers
    ) as response:
        assert response.status == 404
    assert await home(feed, ben) == []


async def test_unfollowing_takes_away_what_had_come_home(feed: Feed, aki: Person, ben: Person) -> None:
    await do(feed, ben, f"accounts/{aki.account_id}/follow")
    await say(feed, aki, "hello")
    relation = await do(feed, ben, f"accounts/{aki.account_id}/unfollow")
    assert relation == NOTHING | {"id": str(aki.account_id)}
    assert await home(feed, ben) == []
    assert (await feed.get(f"/api/v1/accounts/{aki.account_id}"))["followers_count"] == 0


async def test_a_block_parts_both_ways_and_silences(feed: Feed, aki: Person, ben: Person) -> None:
    await do(feed, ben, f"accounts/{aki.account_id}/follow")
    await do(feed, aki, f"accounts/{ben.account_id}/follow")
    await do(feed, aki, f"accounts/{ben.account_id}/block")
    async with feed.client.post(f"/api/v1/accounts/{aki.account_id}/follow", headers=ben.headers) as response:
        assert response.status == 403
    await say(feed, ben, "@aki can you hear me?")
    assert await told(feed, aki) == [("follow", "ben")]
    assert await home(feed, aki) == []
    assert [one["username"] for one in await feed.get("/api/v1/blocks", aki.headers)] == ["ben"]
    relation = await do(feed, aki, f"accounts/{ben.account_id}/unblock")
    assert relation == NOTHING | {"id": str(ben.account_id)}


async def test_the_muted_are_not_heard_and_do_not_know(feed: Feed, aki: Person, ben: Person) -> None:
    await do(feed, aki, f"accounts/{ben.account_id}/follow")
    relation = await do(feed, aki, f"accounts/{ben.account_id}/mute")
    assert (relation["muting"], relation["muting_notifications"]) == (True, True)
    await say(feed, ben, "@aki hello?")
    assert (await home(feed, aki), await told(feed, aki)) == ([], [])
    assert await feed.get("/api/v1/timelines/public", aki.headers) == []
    await do(feed, aki, f"accounts/{ben.account_id}/unmute")
    await say(feed, ben, "@aki and now?")
    assert await told(feed, aki) == [("mention", "ben")]


async def test_home_hears_answers_only_among_those_one_knows(feed: Feed, aki: Person, ben: Person) -> None:
    chie = await feed.person("chie")
    await do(feed, chie, f"accounts/{aki.account_id}/follow")
    opening = await say(feed, ben, "hello")
    answer = await say(feed, aki, "@ben hello", in_reply_to_id=opening)
    assert await home(feed, chie) == []
    await do(feed, chie, f"accounts/{ben.account_id}/follow")
    again = await say(feed, aki, "@ben hello again", in_reply_to_id=opening)
    assert await home(feed, chie) == [again, opening]
    context = await feed.get(f"/api/v1/statuses/{again}/context")
    assert [one["id"] for one in context["ancestors"]] == [opening]
    context = await feed.get(f"/api/v1/statuses/{opening}/context")
    assert [one["id"] for one in context["descendants"]] == [answer, again]


async def test_likes_and_boosts_are_counted_once_and_told_once(feed: Feed, aki: Person, ben: Person) -> None:
    said = await say(feed, aki, "like me")
    for _ in range(2):
        liked = await do(feed, ben, f"statuses/{said}/favourite")
        boosted = await do(feed, ben, f"statuses/{said}/reblog")
    assert (liked["favourited"], liked["favourites_count"]) == (True, 1)
    assert (boosted["reblog"]["id"], boosted["reblog"]["reblogs_count"]) == (said, 1)
    assert sorted(await told(feed, aki)) == [("favourite", "ben"), ("reblog", "ben")]
    assert [one["username"] for one in await feed.get(f"/api/v1/statuses/{said}/favourited_by")] == ["ben"]
    assert [one["username"] for one in await feed.get(f"/api/v1/statuses/{said}/reblogged_by")] == ["ben"]

    unliked = await do(feed, ben, f"statuses/{said}/unfavourite")
    unboosted = await do(feed, ben, f"statuses/{said}/unreblog")
    assert (unliked["favourited"], unliked["favourites_count"]) == (False, 0)
    assert (unboosted["reblogged"], unboosted["reblogs_count"]) == (False, 0)
    assert ("favourite", "ben") not in await told(feed, aki)


async def test_who_boosted_for_followers_alone_is_not_told_to_all(
    feed: Feed, aki: Person, ben: Person
) -> None:
    said = await say(feed, aki, "like me")
    await do(feed, ben, f"statuses/{said}/reblog", visibility="private")
    assert await feed.get(f"/api/v1/statuses/{said}/reblogged_by") == []


async def test_what_was_looked_at_before_is_shown_as_it_is_now(feed: Feed, aki: Person, ben: Person) -> None:
    said = await say(feed, aki, "look at me")
    boost = (await do(feed, ben, f"statuses/{said}/reblog"))["id"]

    async def look() -> list[tuple[str, int, int, int, str, int]]:
        found = [await feed.get(f"/api/v1/statuses/{one}") for one in (said, boost)]
        originals = [one["reblog"] or one for one in found]
        return [
            (
                one["account"]["display_name"],
                one["account"]["statuses_count"],
                one["favourites_count"],
                one["replies_count"],
                outer["account"]["display_name"],
                one["reblogs_count"],
            )
            for outer, one in zip(found, originals, strict=True)
        ]

    assert await look() == [("Aki", 1, 0, 0, "Aki", 1), ("Aki", 1, 0, 0, "Ben", 1)]
    await do(feed, ben, f"statuses/{said}/favourite")
    assert await look() == [("Aki", 1, 1, 0, "Aki", 1), ("Aki", 1, 1, 0, "Ben", 1)]
    await say(feed, ben, "seen", in_reply_to_id=said)
    for who, name in ((aki, "A."), (ben, "B.")):
        path = "/api/v1/accounts/update_credentials"
        async with feed.client.patch(path, json={"display_name": name}, headers=who.headers) as response:
            assert response.status == 200
    assert await look() == [("A.", 1, 1, 1, "A.", 1), ("A.", 1, 1, 1, "B.", 1)]


async def test_notifications_are_read_one_by_one_by_kind_and_gone_when_dismissed(
    feed: Feed, aki: Person, ben: Person
) -> None:
    await do(feed, ben, f"accounts/{aki.account_id}/follow")
    await say(feed, ben, "@aki hello")
    mention, follow = await feed.get("/api/v1/notifications", aki.headers)
    assert (mention["type"], follow["type"]) == ("mention", "follow")
    assert "status" not in follow
    assert await feed.get(f"/api/v1/notifications/{mention['id']}", aki.headers) == mention
    only = await feed.get("/api/v1/notifications", aki.headers, **{"types[]": "follow"})
    but = await feed.get("/api/v1/notifications", aki.headers, **{"exclude_types[]": "follow"})
    assert (only, but) == ([follow], [mention])
    async with feed.client.get(f"/api/v1/notifications/{mention['id']}", headers=ben.headers) as response:
        assert response.status == 404
    assert await feed.get("/api/v1/notifications/unread_count", aki.headers) == {"count": 2}
    await do(feed, aki, "markers", notifications={"last_read_id": follow["id"]})
    assert await feed.get("/api/v1/notifications/unread_count", aki.headers) == {"count": 1}
    await do(feed, aki, f"notifications/{mention['id']}/dismiss")
    assert await feed.get("/api/v1/notifications", aki.headers) == [follow]
    await do(feed, aki, "notifications/clear")
    assert await feed.get("/api/v1/notifications", aki.headers) == []


async def test_a_deleted_status_takes_what_was_told_of_it_along(feed: Feed, aki: Person, ben: Person) -> None:
    said = await say(feed, ben, "@aki never mind")
    async with feed.client.delete(f"/api/v1/statuses/{said}", headers=ben.headers) as response:
        assert response.status == 200
    assert await told(feed, aki) == []


async def test_talks_between_few_are_listed_by_their_newest_words(
    feed: Feed, aki: Person, ben: Person
) -> None:
    first = await say(feed, aki, "@ben psst", visibility="direct")
    newest = await say(feed, ben, "@aki what?", visibility="direct", in_reply_to_id=first)
    (talk,) = await feed.get("/api/v1/conversations", aki.headers)
    assert (talk["id"], talk["last_status"]["id"]) == (first, newest)
    assert [one["username"] for one in talk["accounts"]] == ["ben"]
    chie = await feed.person("chie")
    assert await feed.get("/api/v1/conversations", chie.headers) == []


async def test_a_list_is_read_and_kept_by_its_owner_only(feed: Feed, aki: Person, ben: Person) -> None:
    mine = await do(feed, aki, "lists", title="Cars")
    path = f"/api/v1/lists/{mine['id']}/accounts"
    members = {"account_ids": [str(ben.account_id)]}
    async with feed.client.post(path, json=members, headers=aki.headers) as response:
        assert response.status == 404, "one lists whom one follows"
    await do(feed, aki, f"accounts/{ben.account_id}/follow")
    async with feed.client.post(path, json=members, headers=aki.headers) as response:
        assert response.status == 200
    said = await say(feed, ben, "for the list")
    timeline = f"/api/v1/timelines/list/{mine['id']}"
    assert [one["id"] for one in await feed.get(timeline, aki.headers)] == [said]
    assert await feed.get(timeline, ben.headers) == []
    for request in (
        feed.client.get(f"/api/v1/lists/{mine['id']}", headers=ben.headers),
        feed.client.delete(f"/api/v1/lists/{mine['id']}", headers=ben.headers),
        feed.client.post(path, json=members, headers=ben.headers),
    ):
        async with request as response:
            assert response.status == 404
    async with feed.client.delete(path, json=members, headers=aki.headers) as response:
        assert response.status == 200
    assert await feed.get(path, aki.headers) == []
