"""What a member does not want to meet: held back with its reason, or not shown at all."""

from typing import Any

import pytest

from tests.builders.feed import Feed, Person
from tests.service.feed.test_streams import Ear, listening

HOME = "/api/v1/timelines/home"


async def send(feed: Feed, method: str, path: str, by: Person, **body: object) -> tuple[int, Any]:
    async with feed.client.request(method, path, json=body, headers=by.headers) as response:
        return response.status, await response.json()


async def say(feed: Feed, by: Person, text: str, **more: object) -> dict[str, Any]:
    return dict((await send(feed, "POST", "/api/v1/statuses", by, status=text, **more))[1])


async def a_filter(feed: Feed, of: Person, *keywords: str, **more: object) -> dict[str, Any]:
    wish = {
        "title": "Enough",
        "context": ["home"],
        "keywords_attributes": [{"keyword": word, "whole_word": True} for word in keywords],
    } | more
    status, made = await send(feed, "POST", "/api/v2/filters", of, **wish)
    assert status == 200, made
    return dict(made)


async def caught(feed: Feed, who: Person, path: str = HOME) -> list[tuple[str, list[Any]]]:
    """What is read, oldest first, and by which words and statuses each was caught."""
    found = await feed.get(path, who.headers)
    return [
        (
            one["content"].removeprefix("<p>").removesuffix("</p>"),
            [(why["keyword_matches"], why["status_matches"]) for why in one["filtered"]],
        )
        for one in reversed(found)
    ]


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed, aki: Person) -> Person:
    ben = await feed.person("ben")
    await feed.follows(aki.account_id, ben.account_id)
    return ben


async def test_a_filter_is_kept_with_its_words_and_its_end(feed: Feed, aki: Person) -> None:
    made = await a_filter(feed, aki, "tofu", expires_in=3600, filter_action="hide")
    listed = await feed.get("/api/v2/filters", aki.headers)
    assert (made, listed) == (
        {
            "id": made["id"],
            "title": "Enough",
            "context": ["home"],
            "expires_at": "2026-11-23T10:00:00.000Z",
            "filter_action": "hide",
            "keywords": [{"id": made["keywords"][0]["id"], "keyword": "tofu", "whole_word": True}],
            "statuses": [],
        },
        [made],
    )


async def test_caught_words_come_with_their_filter(feed: Feed, aki: Person, ben: Person) -> None:
    made = await a_filter(feed, aki, "tofu", "充電")
    for words in ("Tofu again!", "Tofurei", "今充電中", "rice"):
        await say(feed, ben, words)
    assert await caught(feed, aki) == [
        ("Tofu again!", [(["Tofu"], None)]),
        ("Tofurei", []),
        ("今充電中", [(["充電"], None)]),
        ("rice", []),
    ]
    (newest, *_) = [one for one in await feed.get(HOME, aki.headers) if one["filtered"]]
    assert newest["filtered"][0]["filter"] == {
        key: made[key] for key in ("id", "title", "context", "expires_at", "filter_action")
    }


async def test_warnings_options_and_pictures_are_looked_through_too(
    feed: Feed, aki: Person, ben: Person
) -> None:
    await a_filter(feed, aki, "tofu")
    await say(feed, ben, "one", spoiler_text="about tofu")
    await say(feed, ben, "two", poll={"options": ["tofu", "rice"], "expires_in": 600})
    assert await caught(feed, aki) == [("one", [(["tofu"], None)]), ("two", [(["tofu"], None)])]


async def test_a_hiding_filter_leaves_out_where_it_works_and_warns_elsewhere(
    feed: Feed, aki: Person, ben: Person
) -> None:
    await a_filter(feed, aki, "tofu", filter_action="hide")
    await say(feed, ben, "tofu")
    await say(feed, ben, "rice")
    public = await caught(feed, aki, "/api/v1/timelines/public")
    assert (await caught(feed, aki), public) == (
        [("rice", [])],
        [("tofu", [(["tofu"], None)]), ("rice", [])],
    )


async def test_nobody_is_kept_from_their_own_words(feed: Feed, aki: Person) -> None:
    await a_filter(feed, aki, "tofu", filter_action="hide")
    await say(feed, aki, "my tofu")
    assert await caught(feed, aki) == [("my tofu", [])]


async def test_a_single_status_can_be_filtered(feed: Feed, aki: Person, ben: Person) -> None:
    made = await a_filter(feed, aki)
    said = await say(feed, ben, "rice")
    path = f"/api/v2/filters/{made['id']}/statuses"
    _, named = await send(feed, "POST", path, aki, status_id=said["id"])
    before = await caught(feed, aki)
    gone, _ = await send(feed, "DELETE", f"/api/v2/filters/statuses/{named['id']}", aki)
    assert (before, gone, await caught(feed, aki)) == (
        [("rice", [(None, [said["id"]])])],
        200,
        [("rice", [])],
    )


async def test_a_boost_of_caught_words_is_caught_inside_and_out(feed: Feed, aki: Person, ben: Person) -> None:
    cem = await feed.person("cem")
    await a_filter(feed, aki, "tofu")
    said = await say(feed, cem, "tofu")
    await send(feed, "POST", f"/api/v1/statuses/{said['id']}/reblog", ben)
    (boost,) = await feed.get(HOME, aki.headers)
    words = [why["keyword_matches"] for one in (boost, boost["reblog"]) for why in one["filtered"]]
    assert words == [["tofu"], ["tofu"]]


async def test_a_filter_ends_when_its_time_is_over(feed: Feed, aki: Person, ben: Person) -> None:
    await a_filter(feed, aki, "tofu", expires_in=60)
    await say(feed, ben, "tofu")
    before = await caught(feed, aki)
    feed.clock.later(seconds=61)
    assert (before, await caught(feed, aki)) == ([("tofu", [(["tofu"], None)])], [("tofu", [])])


async def test_words_are_added_changed_and_taken_away(feed: Feed, aki: Person, ben: Person) -> None:
    made = await a_filter(feed, aki, "tofu")
    path, word = f"/api/v2/filters/{made['id']}", made["keywords"][0]["id"]
    await send(feed, "POST", f"{path}/keywords", aki, keyword="rice", whole_word=False)
    await send(feed, "PUT", f"/api/v2/filters/keywords/{word}", aki, keyword="beans")
    await say(feed, ben, "Tofu, beans and price")
    both = await caught(feed, aki)
    await send(feed, "PUT", path, aki, keywords_attributes=[{"id": word, "_destroy": True}])
    assert (both, await caught(feed, aki)) == (
        [("Tofu, beans and price", [(["beans", "rice"], None)])],
        [("Tofu, beans and price", [(["rice"], None)])],
    )


async def test_notifications_are_sifted(feed: Feed, aki: Person, ben: Person) -> None:
    await a_filter(feed, aki, "tofu", context=["notifications"], filter_action="hide")
    await say(feed, ben, "@aki tofu?")
    await say(feed, ben, "@aki rice?")
    told = await feed.get("/api/v1/notifications", aki.headers)
    assert [one["status"]["content"].rpartition("> ")[2] for one in told] == ["rice?</p>"]


async def test_older_apps_see_each_filter_by_its_words(feed: Feed, aki: Person, ben: Person) -> None:
    wish = {"phrase": "tofu", "context": ["home"], "irreversible": True, "whole_word": True}
    _, made = await send(feed, "POST", "/api/v1/filters", aki, **wish)
    await say(feed, ben, "tofu")
    hidden = await caught(feed, aki)
    path = f"/api/v1/filters/{made['id']}"
    _, changed = await send(feed, "PUT", path, aki, phrase="rice", context=["home"], irreversible=False)
    listed = await feed.get("/api/v1/filters", aki.headers)
    gone, _ = await send(feed, "DELETE", path, aki)
    assert (made, hidden, changed, listed) == (
        wish | {"id": made["id"], "expires_at": None},
        [],
        made | {"phrase": "rice", "irreversible": False},
        [changed],
    )
    assert (gone, await feed.get("/api/v2/filters", aki.headers)) == (200, [])


@pytest.mark.parametrize(
    ("wish", "wrong"),
    [
        ({"title": ""}, "title"),
        ({"context": []}, "context"),
        ({"context": ["nowhere"]}, "context"),
        ({"filter_action": "burn"}, "filter_action"),
        ({"keywords_attributes": [{"keyword": "x" * 256}]}, "keyword"),
    ],
)
async def test_what_no_filter_can_be_is_refused_by_its_name(
    feed: Feed, aki: Person, wish: dict[str, Any], wrong: str
) -> None:
    whole = {"title": "Enough", "context": ["home"]} | wish
    status, body = await send(feed, "POST", "/api/v2/filters", aki, **whole)
    assert (status, list(body["details"])) == (422, [wrong])
    assert await feed.get("/api/v2/filters", aki.headers) == []


async def test_somebody_else_s_filters_do_not_exist(feed: Feed, aki: Person, ben: Person) -> None:
    made = await a_filter(feed, aki, "tofu")
    word = made["keywords"][0]["id"]
    paths = [
        *(("GET", f"/api/v2/filters/{made['id']}{more}") for more in ("", "/keywords", "/statuses")),
        ("PUT", f"/api/v2/filters/{made['id']}"),
        ("DELETE", f"/api/v2/filters/{made['id']}"),
        *((method, f"/api/v2/filters/keywords/{word}") for method in ("GET", "PUT", "DELETE")),
        *((method, f"/api/v1/filters/{word}") for method in ("GET", "PUT", "DELETE")),
    ]
    assert {(await send(feed, method, path, ben))[0] for method, path in paths} == {404}
    assert await feed.get("/api/v2/filters", aki.headers) == [made]


async def said_to(ear: Ear) -> dict[str, Any]:
    """The next status; that filters changed may be heard in between."""
    event, said = "", None
    while event != "update":
        event, said = await ear.hear()
    return dict(said or {})


async def test_streams_are_sifted_for_each_who_listens(feed: Feed, aki: Person, ben: Person) -> None:
    await a_filter(feed, aki, "tofu", filter_action="hide")
    await a_filter(feed, aki, "rice", context=["public"])
    async with (
        listening(feed, "user", aki) as at_home,
        listening(feed, "public", aki) as in_public,
        listening(feed, "public") as stranger,
    ):
        await say(feed, ben, "tofu")
        await say(feed, ben, "rice")
        heard = [
            [(said["content"], len(said["filtered"])) for said in [await said_to(ear) for _ in range(count)]]
            for ear, count in ((at_home, 1), (in_public, 2), (stranger, 2))
        ]
    assert heard == [
        [("<p>rice</p>", 1)],
        [("<p>tofu</p>", 1), ("<p>rice</p>", 1)],
        [("<p>tofu</p>", 0), ("<p>rice</p>", 0)],
    ]


async def test_apps_hear_that_filters_changed(feed: Feed, aki: Person) -> None:
    async with listening(feed, "user", aki) as ear:
        await a_filter(feed, aki, "tofu")
        assert await ear.hear() == ("filters_changed", None)
