"""Who sees a status, by each way there is to read one, for every visibility and every kind of viewer."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.builders.feed import Feed, Person, a_feed

VISIBILITIES = ("public", "unlisted", "private", "direct")
VIEWERS = ("author", "follower", "mentioned", "stranger", "blocked", "anonymous")

SEES: dict[str, set[str]] = {
    "public": {"author", "follower", "mentioned", "stranger", "anonymous"},
    "unlisted": {"author", "follower", "mentioned", "stranger", "anonymous"},
    "private": {"author", "follower", "mentioned"},
    "direct": {"author", "mentioned"},
}
"""Blocked viewers see nothing; a direct status does not even exist for followers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One status of each visibility, and everybody who might look."""

    feed: Feed
    people: dict[str, Person | None]
    statuses: dict[str, dict[str, Any]]
    answers: dict[str, dict[str, Any]]
    opening: dict[str, Any]

    def headers(self, viewer: str) -> dict[str, str] | None:
        person = self.people[viewer]
        return person.headers if person else None


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Scene]:
    async with a_feed(database_url) as feed:
        author = await feed.person("author")
        people: dict[str, Person | None] = {"author": author, "anonymous": None}
        for name in ("follower", "mentioned", "stranger", "blocked"):
            people[name] = await feed.person(name)
        for name in ("follower", "blocked"):
            await feed.follows(people[name].account_id, author.account_id)  # type: ignore[union-attr]
        blocked = people["blocked"]
        assert blocked
        await post(feed, author, f"/api/v1/accounts/{blocked.account_id}/block")
        opening = await say(feed, author, "shall we talk?", "public")
        statuses = {
            visibility: await say(feed, author, f"@mentioned {visibility} #ev word", visibility)
            for visibility in VISIBILITIES
        }
        answers = {
            visibility: await say(
                feed, author, f"@mentioned answer {visibility}", visibility, in_reply_to_id=opening["id"]
            )
            for visibility in VISIBILITIES
        }
        yield Scene(feed=feed, people=people, statuses=statuses, answers=answers, opening=opening)


async def post(feed: Feed, by: Person, path: str, **body: object) -> dict[str, Any]:
    async with feed.client.post(path, json=body, headers=by.headers) as response:
        assert response.status == 200, await response.text()
        answer: dict[str, Any] = await response.json()
        return answer


async def say(feed: Feed, by: Person, text: str, visibility: str, **more: object) -> dict[str, Any]:
    return await post(feed, by, "/api/v1/statuses", status=text, visibility=visibility, **more)


async def ids_at(scene: Scene, viewer: str, path: str, **query: str) -> set[str]:
    async with scene.feed.client.get(path, headers=scene.headers(viewer), params=query) as response:
        if response.status in {401, 404}:
            return set()
        assert response.status == 200, await response.text()
        return {one["id"] for one in await response.json()}


Reads = Callable[[Scene, str], Awaitable[set[str]]]


async def by_id(scene: Scene, viewer: str) -> set[str]:
    seen = set()
    for status in scene.statuses.values():
        async with scene.feed.client.get(
            f"/api/v1/statuses/{status['id']}", headers=scene.headers(viewer)
        ) as response:
            assert response.status in {200, 404}, "one may not learn that it exists"
            if response.status == 200:
                seen.add((await response.json())["id"])
    return seen


async def several_by_id(scene: Scene, viewer: str) -> set[str]:
    wanted = [("id[]", status["id"]) for status in scene.statuses.values()]
    async with scene.feed.client.get(
        "/api/v1/statuses", params=wanted, headers=scene.headers(viewer)
    ) as response:
        return {one["id"] for one in await response.json()}


async def by_account(scene: Scene, viewer: str) -> set[str]:
    author = scene.people["author"]
    assert author
    return await ids_at(scene, viewer, f"/api/v1/accounts/{author.account_id}/statuses")


async def in_its_context(scene: Scene, viewer: str) -> set[str]:
    async with scene.feed.client.get(
        f"/api/v1/statuses/{scene.opening['id']}/context", headers=scene.headers(viewer)
    ) as response:
        if response.status == 404:
            return set()
        same = {
            scene.answers[visibility]["id"]: scene.statuses[visibility]["id"] for visibility in VISIBILITIES
        }
        return {same[one["id"]] for one in (await response.json())["descendants"]}


async def who_liked_it(scene: Scene, viewer: str) -> set[str]:
    seen = set()
    for status in scene.statuses.values():
        async with scene.feed.client.get(
            f"/api/v1/statuses/{status['id']}/favourited_by", headers=scene.headers(viewer)
        ) as response:
            if response.status == 200:
                seen.add(status["id"])
    return seen


async def by_search(scene: Scene, viewer: str) -> set[str]:
    async with scene.feed.client.get(
        "/api/v2/search", params={"q": "word"}, headers=scene.headers(viewer)
    ) as response:
        return {one["id"] for one in (await response.json())["statuses"]}


async def under_its_hashtag(scene: Scene, viewer: str) -> set[str]:
    return await ids_at(scene, viewer, "/api/v1/timelines/tag/ev")


async def in_public(scene: Scene, viewer: str) -> set[str]:
    return await ids_at(scene, viewer, "/api/v1/timelines/public")


async def at_home(scene: Scene, viewer: str) -> set[str]:
    return await ids_at(scene, viewer, "/api/v1/timelines/home")


def expected(scene: Scene, viewer: str, *, only: set[str] | None = None) -> set[str]:
    return {
        scene.statuses[visibility]["id"]
        for visibility in VISIBILITIES
        if viewer in SEES[visibility] and (only is None or visibility in only)
    }


@pytest.mark.parametrize("read", [by_id, several_by_id, by_account, in_its_context, who_liked_it])
async def test_a_status_is_there_for_those_it_is_for_and_for_nobody_else(scene: Scene, read: Reads) -> None:
    ours = {status["id"] for status in scene.statuses.values()}
    assert {viewer: await read(scene, viewer) & ours for viewer in VIEWERS} == {
        viewer: expected(scene, viewer) for viewer in VIEWERS
    }


async def test_search_finds_what_one_may_see_and_nothing_for_strangers_without_a_name(scene: Scene) -> None:
    assert {viewer: await by_search(scene, viewer) for viewer in VIEWERS} == {
        viewer: set() if viewer == "anonymous" else expected(scene, viewer) for viewer in VIEWERS
    }


@pytest.mark.parametrize("read", [under_its_hashtag, in_public])
async def test_places_for_everybody_have_public_statuses_only(scene: Scene, read: Reads) -> None:
    ours = {status["id"] for status in scene.statuses.values()}
    assert {viewer: await read(scene, viewer) & ours for viewer in VIEWERS} == {
        viewer: expected(scene, viewer, only={"public"}) for viewer in VIEWERS
    }


async def test_home_has_what_whom_one_follows_said_to_their_followers(scene: Scene) -> None:
    ours = {status["id"] for status in scene.statuses.values()}
    reads_home = {
        "author": expected(scene, "author"),
        "follower": expected(scene, "follower"),
        "mentioned": set[str](),  # spoken to, but following nobody
        "stranger": set[str](),
        "blocked": set[str](),
        "anonymous": set[str](),
    }
    assert {viewer: await at_home(scene, viewer) & ours for viewer in VIEWERS} == reads_home


async def test_who_loses_the_trust_loses_what_was_private(scene: Scene) -> None:
    author, follower = scene.people["author"], scene.people["follower"]
    assert author
    assert follower
    await post(scene.feed, author, f"/api/v1/accounts/{follower.account_id}/remove_from_followers")
    assert await by_id(scene, "follower") == expected(scene, "stranger")
    assert await at_home(scene, "follower") == set()


async def test_counts_and_reactions_of_what_one_may_not_see_are_not_found(scene: Scene) -> None:
    private = scene.statuses["private"]["id"]
    stranger = scene.people["stranger"]
    assert stranger
    for verb in ("favourite", "reblog", "bookmark", "unfavourite", "unreblog", "unbookmark"):
        async with scene.feed.client.post(
            f"/api/v1/statuses/{private}/{verb}", headers=stranger.headers
        ) as response:
            assert (verb, response.status) == (verb, 404)


async def test_what_is_private_is_passed_on_by_nobody_else(scene: Scene) -> None:
    follower = scene.people["follower"]
    assert follower
    async with scene.feed.client.post(
        f"/api/v1/statuses/{scene.statuses['private']['id']}/reblog", headers=follower.headers
    ) as response:
        assert response.status == 404


async def test_a_boost_of_ones_own_private_words_goes_no_further_than_they_did(scene: Scene) -> None:
    author = scene.people["author"]
    assert author
    boost = await post(scene.feed, author, f"/api/v1/statuses/{scene.statuses['private']['id']}/reblog")
    assert boost["visibility"] == "private"
    assert boost["id"] in await ids_at(scene, "follower", "/api/v1/timelines/home")
    assert boost["id"] not in await ids_at(
        scene, "stranger", f"/api/v1/accounts/{author.account_id}/statuses"
    )


async def test_nobody_learns_what_one_answered_of_what_they_may_not_see(scene: Scene) -> None:
    stranger = scene.people["stranger"]
    assert stranger
    async with scene.feed.client.post(
        "/api/v1/statuses",
        json={"status": "what was that?", "in_reply_to_id": scene.statuses["private"]["id"]},
        headers=stranger.headers,
    ) as response:
        assert response.status == 404
