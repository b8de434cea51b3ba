"""Members tell the staff of others, and the staff does something about it."""

from typing import Any

import pytest

from tests.builders.feed import Feed, Person
from tests.service.feed.test_streams import listening

REPORTS, MEMBERS = "/api/v1/admin/reports", "/api/v1/admin/accounts"
SCOPES = "read write follow admin:read admin:write"


async def send(feed: Feed, method: str, path: str, by: Person, **body: object) -> tuple[int, Any]:
    async with feed.client.request(method, path, json=body, headers=by.headers) as response:
        return response.status, await response.json()


async def say(feed: Feed, by: Person, text: str) -> str:
    return str((await send(feed, "POST", "/api/v1/statuses", by, status=text))[1]["id"])


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def troll(feed: Feed) -> Person:
    return await feed.person("troll")


@pytest.fixture
async def staff(feed: Feed) -> Person:
    return await feed.person("staff", role="staff", scopes=SCOPES)


async def a_report(feed: Feed, aki: Person, troll: Person) -> dict[str, Any]:
    said = await say(feed, troll, "boo")
    wish = {"account_id": str(troll.account_id), "status_ids": [said], "comment": "rude", "category": "spam"}
    status, made = await send(feed, "POST", "/api/v1/reports", aki, **wish)
    assert status == 200, made
    return dict(made)


async def test_a_member_tells_and_the_staff_settles(
    feed: Feed, aki: Person, troll: Person, staff: Person
) -> None:
    made = await a_report(feed, aki, troll)
    (listed,) = await feed.get(REPORTS, staff.headers)
    seen = []
    for deed in ("assign_to_self", "resolve", "reopen", "unassign"):
        _, one = await send(feed, "POST", f"{REPORTS}/{made['id']}/{deed}", staff)
        by = [one[name] and one[name]["username"] for name in ("assigned_account", "action_taken_by_account")]
        seen.append((one["action_taken"], *by, len(await feed.get(REPORTS, staff.headers))))
    assert (made["comment"], made["category"], made["action_taken"]) == ("rude", "spam", False)
    assert (listed["account"]["username"], listed["target_account"]["username"]) == ("aki", "troll")
    assert [one["content"] for one in listed["statuses"]] == ["<p>boo</p>"]
    assert seen == [
        (False, "staff", None, 1),
        (True, "staff", "staff", 0),
        (False, "staff", None, 1),
        (False, None, None, 1),
    ]


async def test_only_posts_of_that_member_that_one_sees_can_be_told_of(
    feed: Feed, aki: Person, troll: Person, staff: Person
) -> None:
    mine = await say(feed, aki, "mine")
    hidden = (await send(feed, "POST", "/api/v1/statuses", troll, status="x", visibility="private"))[1]["id"]
    wishes = [
        {"account_id": str(troll.account_id), "status_ids": [mine]},
        {"account_id": str(troll.account_id), "status_ids": [hidden]},
        {"account_id": "1"},
    ]
    answers = [(await send(feed, "POST", "/api/v1/reports", aki, **wish))[0] for wish in wishes]
    assert (answers, await feed.get(REPORTS, staff.headers)) == ([422, 404, 404], [])


async def test_who_is_not_of_the_staff_sees_and_does_nothing(feed: Feed, aki: Person, troll: Person) -> None:
    made = await a_report(feed, aki, troll)
    nosy = await feed.person("nosy", scopes=SCOPES)
    paths = [
        ("GET", REPORTS),
        ("GET", f"{REPORTS}/{made['id']}"),
        *(("POST", f"{REPORTS}/{made['id']}/{deed}") for deed in ("assign_to_self", "resolve", "reopen")),
        ("GET", MEMBERS),
        ("GET", f"{MEMBERS}/{aki.account_id}"),
        ("POST", f"{MEMBERS}/{aki.account_id}/action"),
        ("POST", f"{MEMBERS}/{aki.account_id}/enable"),
    ]
    assert {(await send(feed, method, path, nosy))[0] for method, path in paths} == {403}


async def test_who_is_disabled_cannot_come_in_until_they_are_enabled(
    feed: Feed, troll: Person, staff: Person
) -> None:
    path = f"{MEMBERS}/{troll.account_id}"
    async with listening(feed, "user", troll) as ear:
        status, _ = await send(feed, "POST", f"{path}/action", staff, type="disable")
        assert (status, await ear.is_over()) == (200, True)
    out, _ = await send(feed, "GET", "/api/v1/accounts/verify_credentials", troll)
    disabled = (await send(feed, "GET", path, staff))[1]["disabled"]
    await send(feed, "POST", f"{path}/enable", staff)
    back, _ = await send(feed, "GET", "/api/v1/accounts/verify_credentials", troll)
    assert (out, disabled, back) == (401, True, 200)


async def test_who_is_silenced_is_met_by_followers_alone(
    feed: Feed, aki: Person, troll: Person, staff: Person
) -> None:
    await feed.follows(aki.account_id, troll.account_id)
    path = f"{MEMBERS}/{troll.account_id}"
    await send(feed, "POST", f"{path}/action", staff, type="silence")
    async with listening(feed, "public") as ear:
        await say(feed, troll, "boo #ev")
        await say(feed, aki, "the end")
        assert (await ear.hear())[1]["content"] == "<p>the end</p>"
    timelines = ("public", "tag/ev", "home")
    met = [len(await feed.get(f"/api/v1/timelines/{one}", aki.headers)) for one in timelines]
    await send(feed, "POST", f"{path}/unsilence", staff)
    after = [len(await feed.get(f"/api/v1/timelines/{one}", aki.headers)) for one in timelines]
    assert (met, after) == ([1, 0, 2], [2, 1, 2])


async def test_the_staff_finds_members_by_what_they_are(
    feed: Feed, aki: Person, troll: Person, staff: Person
) -> None:
    await send(feed, "POST", f"{MEMBERS}/{troll.account_id}/action", staff, type="disable")
    queries = {
        "": ["staff", "troll", "aki"],
        "permissions=staff": ["staff"],
        "status=disabled": ["troll"],
    } | {
        "username=ak": ["aki"],
        "origin=remote": [],
        "limit=1": ["staff"],
    }
    found = {
        query: [one["username"] for one in await feed.get(f"/api/v2/admin/accounts?{query}", staff.headers)]
        for query in queries
    }
    assert found == queries
    assert aki.username == "aki"


async def test_nobody_disables_themselves_and_what_is_not_possible_is_refused(
    feed: Feed, aki: Person, staff: Person
) -> None:
    tried = [(staff.account_id, "disable"), (aki.account_id, "suspend"), (aki.account_id, "sensitive")]
    answers = [
        (await send(feed, "POST", f"{MEMBERS}/{who}/action", staff, type=deed))[0] for who, deed in tried
    ]
    assert answers == [403, 422, 422]
