"""Questions with answers to choose from."""

import asyncio
from typing import Any

import pytest

from feed.housekeeping import end_polls
from tests.builders.feed import Feed, Person

QUESTION = {"options": ["Ramen", "Sushi", "Curry"], "expires_in": 600}


async def post(feed: Feed, path: str, by: Person, **body: object) -> tuple[int, Any]:
    async with feed.client.post(path, json=body, headers=by.headers) as response:
        return response.status, await response.json()


async def ask(feed: Feed, by: Person, **poll: object) -> dict[str, Any]:
    status, body = await post(
        feed, "/api/v1/statuses", by, status="Where shall we eat while it charges?", poll=QUESTION | poll
    )
    assert status == 200, body
    return dict(body)


async def choose(feed: Feed, by: Person, poll_id: str, *choices: int) -> tuple[int, Any]:
    return await post(feed, f"/api/v1/polls/{poll_id}/votes", by, choices=list(choices))


def wrong(why: str) -> tuple[int, dict[str, str]]:
    return 422, {"error": f"Validation failed: {why}"}


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    return await feed.person("ben")


async def test_a_poll_is_asked_and_seen_by_whoever_sees_its_status(feed: Feed, aki: Person) -> None:
    poll = (await ask(feed, aki))["poll"]
    assert poll == {
        "id": poll["id"],
        "expires_at": "2026-11-23T09:10:00.000Z",
        "expired": False,
        "multiple": False,
        "votes_count": 0,
        "voters_count": None,
        "voted": False,
        "own_votes": [],
        "options": [{"title": title, "votes_count": 0} for title in QUESTION["options"]],  # type: ignore[attr-defined]
        "emojis": [],
    }
    assert await feed.get(f"/api/v1/polls/{poll['id']}") == poll


async def test_a_vote_counts_at_once_for_everybody_and_is_known_to_its_voter_alone(
    feed: Feed, aki: Person, ben: Person
) -> None:
    asked = await ask(feed, aki)
    poll_id = asked["poll"]["id"]
    _, voted = await choose(feed, ben, poll_id, 1)
    seen = (await feed.get(f"/api/v1/statuses/{asked['id']}", aki.headers))["poll"]
    told = [(one["votes_count"], one["voted"], one["own_votes"]) for one in (voted, seen)]
    assert told == [(1, True, [1]), (1, False, [])]
    assert [option["votes_count"] for option in seen["options"]] == [0, 1, 0]


async def test_several_may_be_chosen_where_that_is_allowed(feed: Feed, aki: Person, ben: Person) -> None:
    poll_id = (await ask(feed, aki, multiple=True))["poll"]["id"]
    _, voted = await choose(feed, ben, poll_id, 0, 2, 2)
    assert (voted["votes_count"], voted["voters_count"], voted["own_votes"]) == (2, 1, [0, 2])


async def test_where_several_may_be_chosen_one_may_choose_more_later_but_nothing_twice(
    feed: Feed, aki: Person, ben: Person
) -> None:
    poll_id = (await ask(feed, aki, multiple=True))["poll"]["id"]
    await choose(feed, ben, poll_id, 2)
    _, more = await choose(feed, ben, poll_id, 0)
    assert (more["votes_count"], more["voters_count"], more["own_votes"]) == (2, 1, [0, 2])
    assert await choose(feed, ben, poll_id, 0, 1) == wrong("You have already voted on this poll")
    assert await feed.get(f"/api/v1/polls/{poll_id}", ben.headers) == more


async def test_what_cannot_be_chosen_is_refused_with_its_reason(feed: Feed, aki: Person, ben: Person) -> None:
    poll_id = (await ask(feed, aki))["poll"]["id"]
    answers = [
        await choose(feed, ben, poll_id),
        await choose(feed, ben, poll_id, 3),
        await choose(feed, ben, poll_id, -1),
        await choose(feed, ben, poll_id, 0, 1),
        await choose(feed, aki, poll_id, 0),
    ]
    assert answers == [
        *[wrong("The chosen vote option does not exist")] * 3,
        wrong("Only one option can be chosen in this poll"),
        wrong("You cannot vote in your own polls"),
    ]
    assert (await choose(feed, ben, poll_id, 0))[0] == 200
    assert await choose(feed, ben, poll_id, 1) == wrong("You have already voted on this poll")


async def test_votes_at_the_same_moment_are_all_counted_and_each_once(feed: Feed, aki: Person) -> None:
    poll_id = (await ask(feed, aki))["poll"]["id"]
    voters = [await feed.person(f"voter{number}") for number in range(6)]
    answers = await asyncio.gather(*(choose(feed, voter, poll_id, 0) for voter in [*voters, *voters]))
    assert sorted(status for status, _ in answers) == [200] * 6 + [422] * 6
    assert (await feed.get(f"/api/v1/polls/{poll_id}"))["votes_count"] == 6


async def test_a_poll_that_ends_tells_who_asked_and_who_voted_once(
    feed: Feed, aki: Person, ben: Person
) -> None:
    asked = await ask(feed, aki, hide_totals=True)
    poll_id = asked["poll"]["id"]
    _, hidden = await choose(feed, ben, poll_id, 2)
    feed.clock.later(minutes=11)
    assert await choose(feed, await feed.person("late"), poll_id, 0) == wrong("The poll has already ended")
    for _ in range(2):
        await end_polls(feed.client.app)
    poll = (await feed.get(f"/api/v1/statuses/{asked['id']}"))["poll"]
    assert (poll["expired"], [option["votes_count"] for option in poll["options"]]) == (True, [0, 0, 1])
    assert {option["votes_count"] for option in hidden["options"]} == {None}
    for person in (aki, ben):
        told = await feed.get("/api/v1/notifications", person.headers)
        assert [(one["type"], one["status"]["id"]) for one in told] == [("poll", asked["id"])]


@pytest.mark.parametrize(
    ("poll", "why"),
    [
        ({"options": ["one"]}, "A poll must have 2 to 4 options"),
        ({"options": list("abcde")}, "A poll must have 2 to 4 options"),
        ({"options": ["a", " "]}, "Poll options can't be blank"),
        ({"options": ["a", "a "]}, "Poll options can't be the same"),
        ({"options": ["a", "b" * 51]}, "Poll options can't be longer than 50 characters each"),
        ({"expires_in": 299}, "A poll must be open for 300 to 2629746 seconds (expires_in)"),
    ],
)
async def test_what_cannot_be_asked_is_refused_with_its_reason(
    feed: Feed, aki: Person, poll: dict[str, object], why: str
) -> None:
    status, body = await post(feed, "/api/v1/statuses", aki, status="?", poll=QUESTION | poll)
    assert (status, body["error"]) == (422, f"Validation failed: {why}")


async def test_the_poll_of_what_one_may_not_see_is_not_there(feed: Feed, aki: Person, ben: Person) -> None:
    _, asked = await post(feed, "/api/v1/statuses", aki, status="?", poll=QUESTION, visibility="private")
    poll_id = asked["poll"]["id"]
    not_there = (404, {"error": "Record not found"})
    assert await choose(feed, ben, poll_id, 0) == not_there
    async with feed.client.get(f"/api/v1/polls/{poll_id}", headers=ben.headers) as response:
        assert (response.status, await response.json()) == not_there


async def test_a_form_asks_as_well(feed: Feed, aki: Person) -> None:
    form = [
        ("status", "?"),
        ("poll[options][]", "yes"),
        ("poll[options][]", "no"),
        ("poll[expires_in]", "300"),
    ]
    async with feed.client.post("/api/v1/statuses", data=form, headers=aki.headers) as response:
        body = await response.json()
    assert [option["title"] for option in body["poll"]["options"]] == ["yes", "no"]


async def edit(feed: Feed, by: Person, status_id: str, **more: object) -> tuple[int, Any]:
    body = {"status": "Where to?"} | more
    async with feed.client.put(f"/api/v1/statuses/{status_id}", json=body, headers=by.headers) as response:
        return response.status, await response.json()


async def test_other_answers_begin_the_vote_anew_and_the_history_has_those_of_before(
    feed: Feed, aki: Person, ben: Person
) -> None:
    asked = await ask(feed, aki)
    await choose(feed, ben, asked["poll"]["id"], 1)
    _, words_alone = await edit(feed, aki, asked["id"], status="Where shall we go?")
    assert [option["votes_count"] for option in words_alone["poll"]["options"]] == [0, 1, 0]
    feed.clock.later(minutes=5)
    other = {"options": ["Up", "Down"], "expires_in": 600, "multiple": True}
    status, body = await edit(feed, aki, asked["id"], poll=other)
    poll = body["poll"]
    assert (status, poll["id"], poll["multiple"], poll["votes_count"]) == (200, asked["poll"]["id"], True, 0)
    assert poll["expires_at"] == "2026-11-23T09:15:00.000Z"
    assert not (await feed.get(f"/api/v1/polls/{poll['id']}", ben.headers))["voted"]
    history = await feed.get(f"/api/v1/statuses/{asked['id']}/history")
    before = QUESTION["options"]
    told = [[option["title"] for option in version["poll"]["options"]] for version in history]
    assert told == [before, before, ["Up", "Down"]]


async def test_more_time_leaves_the_votes_and_opens_what_had_ended(
    feed: Feed, aki: Person, ben: Person
) -> None:
    asked = await ask(feed, aki)
    await choose(feed, ben, asked["poll"]["id"], 1)
    feed.clock.later(hours=1)
    await end_polls(feed.client.app)
    _, body = await edit(feed, aki, asked["id"], status=asked["content"], poll=QUESTION)
    assert (body["poll"]["expired"], body["poll"]["votes_count"]) == (False, 1)


async def test_a_question_is_added_where_nothing_is_shown_and_found_by_its_answers(
    feed: Feed, aki: Person
) -> None:
    async with feed.client.post(
        "/api/v1/statuses", json={"status": "Where to?"}, headers=aki.headers
    ) as response:
        said = await response.json()
    _, body = await edit(feed, aki, said["id"], poll={"options": ["Harbour", "Hills"], "expires_in": 600})
    assert [option["title"] for option in body["poll"]["options"]] == ["Harbour", "Hills"]
    await edit(feed, aki, said["id"], status="Where now?")
    found = await feed.get("/api/v2/search", aki.headers, q="harbour")
    assert [one["id"] for one in found["statuses"]] == [said["id"]]
    _, wrong_one = await edit(feed, aki, said["id"], poll={"options": ["One"], "expires_in": 600})
    assert "2 to 4 options" in wrong_one["error"]
