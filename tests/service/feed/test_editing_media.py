"""What a status shows changes after it was said: other pictures, another order, other words about them."""

from typing import Any

import pytest

from feed.housekeeping import clear_up
from tests.builders.feed import Feed, Person
from tests.service.feed.test_media import a_picture, files, grown_old, send, upload


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


async def pictures(feed: Feed, by: Person, *names: str) -> list[str]:
    return [(await upload(feed, by, a_picture((9, 9)), description=name))[1]["id"] for name in names]


async def said(feed: Feed, by: Person, media_ids: list[str], **more: object) -> str:
    _, body = await send(feed, "POST", "/api/v1/statuses", by, status="Look", media_ids=media_ids, **more)
    return str(body["id"])


async def edit(feed: Feed, by: Person, status_id: str, **more: object) -> tuple[int, Any]:
    return await send(feed, "PUT", f"/api/v1/statuses/{status_id}", by, **{"status": "Look"} | more)


def shown(status: Any) -> list[str]:  # noqa: ANN401
    return [one["description"] for one in status["media_attachments"]]


async def test_other_pictures_are_shown_and_the_history_has_those_of_before(feed: Feed, aki: Person) -> None:
    one, two, three = await pictures(feed, aki, "one", "two", "three")
    status_id = await said(feed, aki, [one, two])
    feed.clock.later(minutes=1)
    status, body = await edit(feed, aki, status_id, media_ids=[three, one])
    assert (status, shown(body), body["edited_at"]) == (200, ["three", "one"], "2026-11-23T09:01:00.000Z")
    await edit(feed, aki, status_id, media_ids=[])
    history = await feed.get(f"/api/v1/statuses/{status_id}/history")
    assert [shown(version) for version in history] == [["one", "two"], ["three", "one"], []]
    assert shown(await feed.get(f"/api/v1/statuses/{status_id}")) == []


async def test_words_alone_leave_the_pictures_and_pictures_need_no_words(feed: Feed, aki: Person) -> None:
    ids = await pictures(feed, aki, "one", "two")
    status_id = await said(feed, aki, ids)
    assert shown((await edit(feed, aki, status_id, status="See"))[1]) == ["one", "two"]
    status, body = await edit(feed, aki, status_id, status="", media_ids=ids[::-1])
    assert (status, body["content"], shown(body)) == (200, "", ["two", "one"])
    assert (await edit(feed, aki, status_id, status="", media_ids=[]))[0] == 422


async def test_other_words_about_a_picture_are_an_edit_and_the_same_are_none(feed: Feed, aki: Person) -> None:
    (one,) = await pictures(feed, aki, "one")
    status_id = await said(feed, aki, [one])
    _, same = await edit(feed, aki, status_id, media_attributes=[{"id": one, "description": "one"}])
    assert same["edited_at"] is None
    about = {"id": one, "description": "better", "focus": "0.5,-0.5"}
    _, body = await edit(feed, aki, status_id, media_ids=[one], media_attributes=[about])
    assert (shown(body), body["media_attachments"][0]["meta"]["focus"]) == (["better"], {"x": 0.5, "y": -0.5})
    history = await feed.get(f"/api/v1/statuses/{status_id}/history")
    assert [shown(version) for version in history] == [["one"], ["better"]]


async def test_what_cannot_be_shown_is_refused_and_nothing_changes(feed: Feed, aki: Person) -> None:
    ben = await feed.person("ben")
    mine, used, other = await pictures(feed, aki, "mine", "used", "other")
    (bens,) = await pictures(feed, ben, "bens")
    status_id = await said(feed, aki, [mine])
    await said(feed, aki, [used])
    asked = await said(feed, aki, [], poll={"options": ["a", "b"], "expires_in": 600})
    before = await feed.get(f"/api/v1/statuses/{status_id}")
    refused = [
        await edit(feed, aki, status_id, media_ids=[bens]),
        await edit(feed, aki, status_id, media_ids=[used]),
        await edit(feed, aki, status_id, media_ids=[mine, other, "1", "2", "3"]),
        await edit(feed, aki, asked, media_ids=[other]),
        await edit(feed, aki, status_id, media_attributes=[{"id": mine, "description": "x" * 1501}]),
    ]
    assert [status for status, _ in refused] == [422] * 5
    foreign = [{"id": bens, "description": "taken"}, {"id": used, "description": "taken"}]
    assert (await edit(feed, aki, status_id, media_attributes=foreign))[0] == 200
    assert await feed.get(f"/api/v1/statuses/{status_id}") == before
    assert (await feed.get(f"/api/v1/media/{bens}", ben.headers))["description"] == "bens"


async def test_what_only_an_edit_shows_is_kept_until_the_status_is_gone(feed: Feed, aki: Person) -> None:
    one, two = await pictures(feed, aki, "one", "two")
    status_id = await said(feed, aki, [one])
    await edit(feed, aki, status_id, media_ids=[two])
    feed.clock.later(days=2)
    grown_old(feed)
    await clear_up(feed.client.app)
    assert len(files(feed)) == 4
    await send(feed, "DELETE", f"/api/v1/statuses/{status_id}", aki)
    feed.clock.later(days=2)
    await clear_up(feed.client.app)
    assert files(feed) == []
