"""What a car says to its owner alone is nowhere but with the two of them."""

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest

from feed.actions.car_changes import open_for_operator
from feed.actions.claim_car import claim_car
from feed.actions.transfer_car import transfer_car
from feed.keys import HUB
from feed.streaming.hub import Topic
from tests.builders.feed import Feed, Person, bearer

CAR = "JT1BK40E"
AT = "2026-11-23T08:59:00Z"
EVENT = {
    "kind": "battery_low",
    "at": AT,
    "reasons": [{"name": "soc_percent", "value": 14, "unit": "%", "at": AT}],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A car with an owner and a follower, and a stranger."""

    feed: Feed
    account_id: str
    gateway: dict[str, str]
    people: dict[str, Person]

    async def says(self, text: str, *, event: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        said = {"status": text, "visibility": "limited", "car_event": event or EVENT, **more}
        async with self.feed.client.post("/api/v1/statuses", json=said, headers=self.gateway) as response:
            assert response.status == 200, await response.text()
            status: dict[str, Any] = await response.json()
            return status

    async def read(self, viewer: str | None, path: str, **query: str) -> Any:  # noqa: ANN401
        headers = self.people[viewer].headers if viewer else None
        async with self.feed.client.get(path, headers=headers, params=query) as response:
            return await response.json() if response.status == 200 else response.status


@pytest.fixture
async def scene(feed: Feed) -> Scene:
    people = {name: await feed.person(name) for name in ("owner", "follower", "stranger")}
    account_id = await feed.car(CAR, owner=people["owner"])
    await feed.follows(people["follower"].account_id, int(account_id))  # the owner need not follow
    gateway = bearer(await feed.token("gateway")) | {"X-Kurumatomo-Car": CAR}
    return Scene(feed=feed, account_id=account_id, gateway=gateway, people=people)


async def test_it_is_in_the_owners_home_without_a_bell_and_looks_private(scene: Scene) -> None:
    said = await scene.says("14 % left, @follower #ev")

    home = await scene.read("owner", "/api/v1/timelines/home")
    assert [(one["id"], one["visibility"], one["mentions"]) for one in home] == [(said["id"], "private", [])]
    assert await scene.read("owner", "/api/v1/notifications") == []
    assert said["car_event"] == {"kind": "battery_low"}


async def test_it_exists_for_nobody_else_wherever_they_look(scene: Scene) -> None:
    said = await scene.says("14 % left, @follower #ev")
    status, account = f"/api/v1/statuses/{said['id']}", f"/api/v1/accounts/{scene.account_id}"

    for viewer in ("follower", "stranger", None):
        found = {
            path: await scene.read(viewer, path, **query)
            for path, query in (
                (status, {}),
                (f"{status}/context", {}),
                (f"{status}/favourited_by", {}),
                (f"{account}/statuses", {}),
                ("/api/v1/timelines/public", {}),
                ("/api/v1/timelines/tag/ev", {}),
                ("/api/v1/statuses", {"id[]": said["id"]}),
            )
        }
        assert found == {
            status: 404,
            f"{status}/context": 404,
            f"{status}/favourited_by": 404,
            f"{account}/statuses": [],
            "/api/v1/timelines/public": [],
            "/api/v1/timelines/tag/ev": [],
            "/api/v1/statuses": [],
        }
    for viewer in ("follower", "stranger"):
        assert await scene.read(viewer, "/api/v1/timelines/home") == []
        assert await scene.read(viewer, "/api/v1/notifications") == []
        assert await scene.read(viewer, "/api/v1/conversations") == []
        search = await scene.read(viewer, "/api/v2/search", q="left")
        assert (search["statuses"], search["hashtags"]) == ([], [])
    assert await scene.read("owner", "/api/v1/conversations") == []
    assert [one["id"] for one in await scene.read("owner", f"{account}/statuses")] == [said["id"]]


async def test_nobody_can_count_it(scene: Scene) -> None:
    await scene.says("14 % left")

    account = await scene.read("follower", f"/api/v1/accounts/{scene.account_id}")
    assert (account["statuses_count"], account["last_status_at"]) == (0, None)


async def test_who_follows_later_does_not_find_it_at_home(scene: Scene) -> None:
    await scene.says("14 % left")
    follow = f"/api/v1/accounts/{scene.account_id}"
    async with scene.feed.client.post(
        f"{follow}/follow", headers=scene.people["stranger"].headers
    ) as response:
        assert response.status == 200
    accept = (
        f"/api/v1/cars/{scene.account_id}/follow_requests/{scene.people['stranger'].account_id}/authorize"
    )
    async with scene.feed.client.post(accept, headers=scene.people["owner"].headers) as response:
        assert response.status == 200

    assert await scene.read("stranger", "/api/v1/timelines/home") == []


async def test_nobody_passes_it_on_not_even_the_owner(scene: Scene) -> None:
    said = await scene.says("14 % left")

    for person in scene.people.values():
        async with scene.feed.client.post(
            f"/api/v1/statuses/{said['id']}/reblog", headers=person.headers
        ) as response:
            assert response.status == 404


async def test_the_owners_stream_has_it_and_the_followers_does_not(scene: Scene) -> None:
    hub = scene.feed.client.app[HUB]
    streams = {
        name: hub.open([Topic("user", str(person.account_id))], account_id=person.account_id)
        for name, person in scene.people.items()
    }

    first = await scene.says("14 % left", visibility="private", event={"kind": "plugged_in", "at": AT})
    second = await scene.says("13 % left")
    third = await scene.says("12 % left", visibility="private", event={"kind": "plugged_in", "at": AT})

    async def heard(name: str, *, until: dict[str, Any]) -> list[str]:
        ids: list[str] = []
        while until["id"] not in ids:
            told = await asyncio.wait_for(streams[name].next(), 5)
            assert told is not None
            body = told.news.payload
            ids += [status["id"] for status in (first, second, third) if status["id"].encode() in body]
        return ids

    assert await heard("follower", until=third) == [first["id"], third["id"]]
    assert await heard("owner", until=second) == [second["id"]]  # who does not follow


async def test_only_the_gateway_may_limit_a_status(scene: Scene) -> None:
    async with scene.feed.client.post(
        "/api/v1/statuses",
        json={"status": "for me", "visibility": "limited"},
        headers=scene.people["owner"].headers,
    ) as response:
        assert (response.status, (await response.json())["error"]) == (
            422,
            "Validation failed: visibility must be one of public, unlisted, private, direct",
        )


async def test_after_a_transfer_it_is_gone_for_everybody(scene: Scene) -> None:
    said = await scene.says("14 % left")
    heir = scene.people["stranger"]
    feed = scene.feed
    async with feed.database.writing() as session:
        opened = await open_for_operator(session, CAR)
        _, code = await transfer_car(
            session, opened.car, by="operator", now=feed.clock.now, ids=feed.ids, public_url="http://feed"
        )
    async with feed.database.writing() as session:
        await claim_car(session, code, claimer_id=heir.account_id, now=feed.clock.now, ids=feed.ids)

    new = await scene.says("13 % left")

    assert [one["id"] for one in await scene.read("stranger", "/api/v1/timelines/home")] == [new["id"]]
    assert await scene.read("stranger", f"/api/v1/statuses/{said['id']}") == 404
    assert await scene.read("owner", f"/api/v1/statuses/{new['id']}") == 404
    assert await scene.read("owner", f"/api/v1/statuses/{said['id']}") == 404


@pytest.mark.parametrize(
    ("kind", "audience", "asked", "got", "rings"),
    [
        ("battery_low", {"battery_low": "owner"}, "public", "private", False),
        ("battery_low", {"battery_low": "owner"}, "direct", "private", False),
        ("battery_low", {"battery_low": "direct"}, "limited", "private", False),
        ("left_home", {"left_home": "public"}, "public", "private", False),
        ("towed", {}, "direct", "direct", True),
    ],
)
async def test_what_is_for_the_owner_goes_no_further_whatever_is_asked(
    scene: Scene, kind: str, audience: dict[str, str], asked: str, got: str, *, rings: bool
) -> None:
    async with scene.feed.database.writing() as session:
        (await open_for_operator(session, CAR)).car.audience = audience

    said = await scene.says("@owner hear me", visibility=asked, event={"kind": kind, "at": AT})

    assert said["visibility"] == got
    assert await scene.read("follower", f"/api/v1/statuses/{said['id']}") == 404
    assert bool(await scene.read("owner", "/api/v1/notifications")) == rings


async def test_what_the_owner_knows_already_comes_home_to_the_others_only(scene: Scene) -> None:
    owner = scene.people["owner"]
    await scene.feed.follows(owner.account_id, int(scene.account_id))
    arrived = {"kind": "drive_ended", "at": AT}

    apart = await scene.says("Arrived.", event=arrived)
    later = await scene.says("Arrived.", visibility="private", event=arrived | {"owner_knows": True})

    assert [one["id"] for one in await scene.read("owner", "/api/v1/timelines/home")] == [apart["id"]]
    assert [one["id"] for one in await scene.read("follower", "/api/v1/timelines/home")] == [later["id"]]
    assert later["car_event"] == {"kind": "drive_ended"}  # when it happened is for the owner


async def test_why_is_told_to_the_owner_alone(scene: Scene) -> None:
    said = await scene.says("14 % left", visibility="public", event=EVENT | {"at": "2026-11-23T09:00:00Z"})
    path = f"/api/v1/statuses/{said['id']}/why"
    staff = await scene.feed.person("hana", role="staff")

    assert await scene.read("owner", path) == {
        "kind": "battery_low",
        "at": "2026-11-23T09:00:00.000Z",
        "reasons": [
            {"name": "soc_percent", "value": 14, "unit": "%", "at": "2026-11-23T08:59:00.000Z", "age_s": 60.0}
        ],
    }
    assert [await scene.read(viewer, path) for viewer in ("follower", "stranger")] == [404, 404]
    async with scene.feed.client.get(path, headers=staff.headers) as response:
        assert response.status == 404
    said_by_owner = {"status": "oh dear"}
    async with scene.feed.client.post(
        "/api/v1/statuses", json=said_by_owner, headers=scene.people["owner"].headers
    ) as response:
        own = (await response.json())["id"]
    assert await scene.read("owner", f"/api/v1/statuses/{own}/why") == 404
