"""Who hears of a status, by each stream there is, for every visibility and every kind of listener."""

from contextlib import AsyncExitStack

import pytest
from sqlalchemy import insert

from feed.store.tables import FollowedTag, List, ListMember
from tests.builders.feed import Feed, Person
from tests.service.feed.test_streams import do, listening, say
from tests.service.feed.viewers import VISIBILITIES

LISTENERS = ("follower", "mentioned", "stranger", "blocked", "blocking", "muting", "anonymous")
HEAR: dict[str, dict[str, list[str]]] = {
    "user": {  # everybody follows the hashtag
        "follower": ["public", "unlisted", "private"],
        "mentioned": ["public"],
        "stranger": ["public"],
    },
    "user/notification": {"mentioned": [*VISIBILITIES]},
    "direct": {"mentioned": ["direct"]},
    "list": {"follower": ["public", "unlisted", "private"]},
    "public": {who: ["public"] for who in ("follower", "mentioned", "stranger", "anonymous")},
    "hashtag": {who: ["public"] for who in ("follower", "mentioned", "stranger", "anonymous")},
}
"""Who is not named hears nothing of the author, and yet of the last, whom everybody follows."""

People = dict[str, Person]


@pytest.fixture
async def people(feed: Feed) -> People:
    """Everybody but who is anonymous follows the last, and has a list of the author and the last."""
    people = {who: await feed.person(who) for who in ("author", "last", *LISTENERS[:-1])}
    author, last = people["author"].account_id, people["last"].account_id
    for who in LISTENERS[:-1]:
        me, listed = people[who].account_id, feed.ids.next()
        await feed.follows(me, last)
        on_it = [{"id": feed.ids.next(), "list_id": listed, "account_id": one} for one in (author, last)]
        async with feed.database.writing() as session:
            await session.execute(insert(FollowedTag).values(id=feed.ids.next(), account_id=me, name="ev"))
            await session.execute(insert(List).values(id=listed, account_id=me, title="both"))
            await session.execute(insert(ListMember), on_it)
    await feed.follows(people["follower"].account_id, author)
    await do(feed, people["author"], f"accounts/{people['blocked'].account_id}/block")
    await do(feed, people["blocking"], f"accounts/{author}/block")
    await do(feed, people["muting"], f"accounts/{author}/mute")
    return people


async def list_of(feed: Feed, who: Person) -> str:
    return str((await feed.get("/api/v1/lists", who.headers))[0]["id"])


@pytest.mark.parametrize("stream", HEAR)
async def test_a_stream_has_what_is_for_its_reader_and_for_nobody_else(
    feed: Feed, people: People, stream: str
) -> None:
    heard: dict[str, list[str]] = {}
    public = stream in {"public", "hashtag"}
    async with AsyncExitStack() as open_streams:
        ears = {}
        for who in LISTENERS if public else LISTENERS[:-1]:
            person = people.get(who)
            query = {"tag": "ev"} if stream == "hashtag" else {}
            if stream == "list" and person:
                query = {"list": await list_of(feed, person)}
            ears[who] = await open_streams.enter_async_context(listening(feed, stream, person, **query))
        named = "@mentioned @blocked @blocking @muting"
        said = {
            await say(feed, people["author"], f"{named} #ev", visibility=visibility): visibility
            for visibility in VISIBILITIES
        }
        everybody = " ".join(f"@{who}" for who in ears if who in people)
        end = await say(
            feed, people["last"], f"{everybody} #ev", visibility="direct" if stream == "direct" else "public"
        )
        for who, ear in ears.items():
            heard[who] = []
            while (told := await ear.hear())[1].get("id") != end and id_in(told[1]) != end:
                if not (stream == "user" and told[0] == "notification"):
                    heard[who].append(said[id_in(told[1])])
    assert heard == {who: HEAR[stream].get(who, []) for who in ears}


def id_in(told: dict[str, dict[str, str]] | dict[str, str]) -> str:
    """Of the status that is told, or told of."""
    about = told.get("last_status") or told.get("status") or told
    assert isinstance(about, dict)
    return str(about["id"])


async def test_a_boost_reaches_nobody_whom_a_block_parts_from_its_author(feed: Feed, people: People) -> None:
    said = await say(feed, people["author"], "pass it on")
    async with (
        listening(feed, "user", people["blocked"]) as blocked,
        listening(feed, "user", people["blocking"]) as blocking,
        listening(feed, "user", people["muting"]) as muting,
    ):
        await do(feed, people["last"], f"statuses/{said}/reblog")
        end = await say(feed, people["last"], "no more")
        assert [(await ear.hear())[1]["id"] for ear in (blocked, blocking, muting)] == [end] * 3
