"""Who sees a status, by each way there is to read one, for every visibility and every kind of viewer."""

from collections.abc import Awaitable, Callable

import pytest

from feed.store.tables import List, ListMember
from tests.builders.feed import Feed
from tests.service.feed.viewers import (
    KEPT,
    SEES,
    VIEWERS,
    VISIBILITIES,
    Scene,
    a_scene,
    everybody_had_everything,
    expected,
    post,
)

Reads = Callable[[Scene, str], Awaitable[set[str]]]


@pytest.fixture
async def scene(feed: Feed) -> Scene:
    return await a_scene(feed)


async def ids_at(scene: Scene, viewer: str, path: str, **query: str) -> set[str]:
    async with scene.feed.client.get(path, headers=scene.headers(viewer), params=query) as response:
        if response.status in {401, 404}:
            return set()
        assert response.status == 200, await response.text()
        return {one["id"] for one in await response.json()}


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


async def as_boosted(scene: Scene, viewer: str) -> set[str]:
    author = scene.people["author"]
    assert author
    path = f"/api/v1/accounts/{author.account_id}/statuses"
    async with scene.feed.client.get(path, headers=scene.headers(viewer)) as response:
        return {one["reblog"]["id"] for one in await response.json() if one["reblog"]}


async def among_the_pinned(scene: Scene, viewer: str) -> set[str]:
    author = scene.people["author"]
    assert author
    return await ids_at(scene, viewer, f"/api/v1/accounts/{author.account_id}/statuses", pinned="true")


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


OF_A_STATUS = ("context", "history", "source", "favourited_by", "reblogged_by")


@pytest.mark.parametrize("path", [*(f"statuses/{{id}}/{what}" for what in OF_A_STATUS), "polls/{poll}"])
async def test_what_belongs_to_a_status_is_there_for_those_it_is_for(scene: Scene, path: str) -> None:
    async def found(viewer: str) -> set[str]:
        seen = set()
        for visibility, status in scene.statuses.items():
            its = path.format(id=status["id"], poll=status["poll"]["id"])
            async with scene.feed.client.get(f"/api/v1/{its}", headers=scene.headers(viewer)) as response:
                assert response.status in {200, 404} or viewer == "anonymous"
                seen |= {visibility} if response.status == 200 else set()
        return seen

    signed_in_only = "source" in path
    assert {viewer: await found(viewer) for viewer in VIEWERS} == {
        viewer: set()
        if viewer == "anonymous" and signed_in_only
        else {visibility for visibility in VISIBILITIES if viewer in SEES[visibility]}
        for viewer in VIEWERS
    }


async def test_what_is_pinned_reaches_no_further_than_it_did(scene: Scene) -> None:
    assert {viewer: await among_the_pinned(scene, viewer) for viewer in VIEWERS} == {
        viewer: expected(scene, viewer, only=KEPT) for viewer in VIEWERS
    }


async def test_a_boost_speaks_to_nobody_so_a_private_one_is_for_followers_alone(scene: Scene) -> None:
    assert {viewer: await as_boosted(scene, viewer) for viewer in VIEWERS} == {
        viewer: expected(scene, viewer, only=KEPT - {"private"} if viewer == "mentioned" else KEPT)
        for viewer in VIEWERS
    }


async def liked(scene: Scene, viewer: str) -> set[str]:
    return await ids_at(scene, viewer, "/api/v1/favourites")


async def kept(scene: Scene, viewer: str) -> set[str]:
    return await ids_at(scene, viewer, "/api/v1/bookmarks")


async def told(scene: Scene, viewer: str) -> set[str]:
    headers = scene.headers(viewer)
    return {one["status"]["id"] for one in await scene.feed.get("/api/v1/notifications", headers)}


async def told_in_groups(scene: Scene, viewer: str) -> set[str]:
    found = await scene.feed.get("/api/v2/notifications", scene.headers(viewer))
    named = {one["status_id"] for one in found["notification_groups"]}
    assert named == {one["id"] for one in found["statuses"]}
    return named


@pytest.mark.parametrize("read", [liked, kept, told, told_in_groups, at_home])
async def test_what_one_had_before_is_gone_when_it_is_not_for_one_any_more(scene: Scene, read: Reads) -> None:
    await everybody_had_everything(scene)
    ours = {status["id"] for status in scene.statuses.values()}
    members = [viewer for viewer in VIEWERS if scene.people[viewer]]
    assert {viewer: await read(scene, viewer) & ours for viewer in members} == {
        viewer: expected(scene, viewer) for viewer in members
    }


async def test_a_list_has_what_whom_one_follows_said_to_their_followers(scene: Scene) -> None:
    author = scene.people["author"]
    assert author

    async def on_a_list(viewer: str) -> set[str]:
        person = scene.people[viewer]
        assert person
        async with scene.feed.database.writing() as session:
            listed = List(id=scene.feed.ids.next(), account_id=person.account_id, title="all")
            session.add(listed)
            await session.flush()
            session.add(ListMember(id=scene.feed.ids.next(), list_id=listed.id, account_id=author.account_id))
        return await ids_at(scene, viewer, f"/api/v1/timelines/list/{listed.id}")

    blocked = scene.people["blocked"]
    assert blocked
    await scene.feed.follows(blocked.account_id, author.account_id)  # as if the block had forgotten it
    ours = {status["id"] for status in scene.statuses.values()}
    assert {viewer: await on_a_list(viewer) & ours for viewer in ("follower", "stranger", "blocked")} == {
        "follower": expected(scene, "follower"),
        "stranger": set(),
        "blocked": set(),
    }


async def test_a_talk_is_listed_for_those_who_take_part_in_it(scene: Scene) -> None:
    async def talks(viewer: str) -> set[str]:
        found = await scene.feed.get("/api/v1/conversations", scene.headers(viewer))
        return {one["last_status"]["id"] for one in found}

    ours = {scene.statuses["direct"]["id"]}
    members = [viewer for viewer in VIEWERS if scene.people[viewer]]
    assert {viewer: await talks(viewer) & ours for viewer in members} == {
        viewer: expected(scene, viewer, only={"direct"}) for viewer in members
    }


@pytest.mark.parametrize("read", [by_id, several_by_id, by_account, in_its_context])
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
