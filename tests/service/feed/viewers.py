"""One status of each visibility, and everybody who might look at it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert

from feed.store.tables import Bookmark, Favourite, HomeEntry, Notification
from tests.builders.feed import Feed, Person
from tests.builders.pages import a_member

VISIBILITIES = ("public", "unlisted", "private", "direct")
KEPT = {"public", "unlisted", "private"}  # a direct status is neither boosted nor pinned
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


async def a_scene(feed: Feed) -> Scene:
    """The author said, asked, boosted and pinned what can be; who is blocked had followed before."""
    author = await a_member(feed, "author")
    people: dict[str, Person | None] = {"author": author, "anonymous": None}
    for name in ("follower", "mentioned", "stranger", "blocked"):
        people[name] = await a_member(feed, name)
    for name in ("follower", "blocked"):
        await feed.follows(people[name].account_id, author.account_id)  # type: ignore[union-attr]
    blocked = people["blocked"]
    assert blocked
    await post(feed, author, f"/api/v1/accounts/{blocked.account_id}/block")
    opening = await say(feed, author, "shall we talk?", "public")
    poll = {"options": ["yes", "no"], "expires_in": 3600}
    statuses = {
        visibility: await say(feed, author, f"@mentioned {visibility} #ev word", visibility, poll=poll)
        for visibility in VISIBILITIES
    }
    for visibility in KEPT:
        for verb in ("reblog", "pin"):
            await post(feed, author, f"/api/v1/statuses/{statuses[visibility]['id']}/{verb}")
    answers = {
        visibility: await say(
            feed, author, f"@mentioned answer {visibility}", visibility, in_reply_to_id=opening["id"]
        )
        for visibility in VISIBILITIES
    }
    return Scene(feed=feed, people=people, statuses=statuses, answers=answers, opening=opening)


async def post(feed: Feed, by: Person, path: str, **body: object) -> dict[str, Any]:
    async with feed.client.post(path, json=body, headers=by.headers) as response:
        assert response.status == 200, await response.text()
        answer: dict[str, Any] = await response.json()
        return answer


async def say(feed: Feed, by: Person, text: str, visibility: str, **more: object) -> dict[str, Any]:
    return await post(feed, by, "/api/v1/statuses", status=text, visibility=visibility, **more)


def expected(scene: Scene, viewer: str, *, only: set[str] | None = None) -> set[str]:
    return {
        scene.statuses[visibility]["id"]
        for visibility in VISIBILITIES
        if viewer in SEES[visibility] and (only is None or visibility in only)
    }


async def everybody_had_everything(scene: Scene) -> None:
    """Every member likes and keeps each status, was told of it and has it at home, seen or unseen."""
    author = scene.people["author"]
    assert author
    async with scene.feed.database.writing() as session:
        await session.execute(delete(HomeEntry))
        for person in filter(None, scene.people.values()):
            for status in scene.statuses.values():
                row = {"account_id": person.account_id, "status_id": int(status["id"])}
                await session.execute(insert(HomeEntry).values(row))
                for table in (Favourite, Bookmark):
                    await session.execute(insert(table).values(row | {"id": scene.feed.ids.next()}))
                told_of = {
                    "id": scene.feed.ids.next(),
                    "kind": "mention",
                    "from_account_id": author.account_id,
                }
                await session.execute(insert(Notification).values(row | told_of))
