"""What becomes of words: once, safe, for whom they are."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from feed.store.tables import HomeEntry, Status
from tests.builders.feed import Feed, Person, bearer

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '"><svg/onload=alert(1)>',
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/<script>",
    "#<b>tag</b>",
    '@someone"><script>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x00\x1b[31mred\u202egnp.exe\u202c",
]


async def say(
    feed: Feed, by: Person, text: str, *, key: str | None = None, **more: object
) -> tuple[int, Any]:
    headers = by.headers | ({"Idempotency-Key": key} if key else {})
    async with feed.client.post(
        "/api/v1/statuses", json={"status": text, **more}, headers=headers
    ) as response:
        return response.status, await response.json()


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def gateway(feed: Feed) -> dict[str, str]:
    return bearer(await feed.token("gateway"))


async def test_twenty_posts_with_one_key_are_one_status(feed: Feed, aki: Person) -> None:
    answers = await asyncio.gather(*(say(feed, aki, "once", key="k1") for _ in range(20)))
    assert {status for status, _ in answers} == {200}
    assert len({body["id"] for _, body in answers}) == 1
    async with feed.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Status)) == 1
        assert await session.scalar(select(func.count()).select_from(HomeEntry)) == 1
    assert (await feed.get(f"/api/v1/accounts/{aki.account_id}"))["statuses_count"] == 1


async def test_the_same_key_of_two_people_is_two_statuses(feed: Feed, aki: Person) -> None:
    ben = await feed.person("ben")
    (_, first), (_, second) = await say(feed, aki, "mine", key="k"), await say(feed, ben, "mine", key="k")
    assert first["id"] != second["id"]


async def test_a_status_has_every_field_that_some_client_cannot_do_without(feed: Feed, aki: Person) -> None:
    ben = await feed.person("Ben")
    _, body = await say(
        feed, aki, "Hello @ben, see https://example.org #EV", language="en", spoiler_text="hi"
    )
    account = body.pop("account")
    base = "http://127.0.0.1:8080"
    assert body == {
        "id": body["id"],
        "created_at": "2026-11-23T09:00:00.000Z",
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "sensitive": False,
        "spoiler_text": "hi",
        "visibility": "public",
        "language": "en",
        "uri": f"{base}/users/aki/statuses/{body['id']}",
        "url": f"{base}/@aki/{body['id']}",
        "replies_count": 0,
        "reblogs_count": 0,
        "favourites_count": 0,
        "edited_at": None,
        "content": '<p>Hello <span class="h-card" translate="no">'
        f'<a href="{base}/@Ben" class="u-url mention">'
        "@<span>Ben</span></a></span>, see "
        '<a href="https://example.org" rel="nofollow noopener noreferrer" target="_blank" translate="no">'
        '<span class="invisible">https://</span><span class="">example.org</span>'
        '<span class="invisible"></span></a> '
        f'<a href="{base}/tags/ev" class="mention hashtag" rel="tag">#<span>EV</span></a></p>',
        "reblog": None,
        "application": None,
        "media_attachments": [],
        "mentions": [{"id": str(ben.account_id), "username": "Ben", "acct": "Ben", "url": f"{base}/@Ben"}],
        "tags": [{"name": "ev", "url": f"{base}/tags/ev"}],
        "emojis": [],
        "card": None,
        "poll": None,
        "filtered": [],
        "favourited": False,
        "reblogged": False,
        "bookmarked": False,
        "muted": False,
        "pinned": False,
        "car_event": None,
    }
    assert body["id"].isdecimal()
    assert len(body["id"]) == len(str(aki.account_id)) == 18
    assert account == {
        "id": str(aki.account_id),
        "username": "aki",
        "acct": "aki",
        "display_name": "Aki",
        "locked": False,
        "bot": False,
        "discoverable": True,
        "indexable": False,
        "group": False,
        "created_at": "2026-11-23T09:00:00.000Z",
        "note": "",
        "url": f"{base}/@aki",
        "uri": f"{base}/users/aki",
        "avatar": f"{base}/portraits/person/{aki.account_id}.svg",
        "avatar_static": f"{base}/portraits/person/{aki.account_id}.svg",
        "header": f"{base}/portraits/header.svg",
        "header_static": f"{base}/portraits/header.svg",
        "followers_count": 0,
        "following_count": 0,
        "statuses_count": 1,
        "last_status_at": "2026-11-23",
        "hide_collections": False,
        "noindex": True,
        "emojis": [],
        "roles": [],
        "fields": [],
    }


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_words_do_nothing_but_stand_there(feed: Feed, aki: Person, text: str) -> None:
    await feed.person("someone")
    status, body = await say(feed, aki, f"look: {text}", spoiler_text=text)
    assert status == 200
    content = body["content"].lower()
    tags = {piece.split(">")[0].split()[0].strip("/") for piece in content.split("<")[1:]}
    assert tags <= {"p", "br", "a", "span"}
    inside_tags = "".join(piece.split(">")[0] for piece in content.split("<")[1:])
    assert not any(
        evil in inside_tags for evil in ("onerror", "onload", "onmouseover", "javascript:", "src=")
    )
    assert "\u202e" not in content
    assert "\x00" not in body["spoiler_text"]


async def test_nothing_and_too_much_are_refused_by_name(feed: Feed, aki: Person) -> None:
    assert await say(feed, aki, " \u200b ") == (
        422,
        {
            "error": "Validation failed: Text can't be blank",
            "details": {"status": [{"error": "ERR_INVALID", "description": "must not be empty"}]},
        },
    )
    assert (await say(feed, aki, "x" * 500))[0] == 200
    assert (await say(feed, aki, "x" * 501))[0] == 422
    assert (await say(feed, aki, "https://example.org/" + "x" * 600))[0] == 200, "a link counts as 23"
    assert (await say(feed, aki, "loud", visibility="everybody"))[0] == 422


async def test_words_arrive_however_a_client_packs_them(feed: Feed, aki: Person) -> None:
    async def told(**how: Any) -> str:  # noqa: ANN401
        async with feed.client.post("/api/v1/statuses", headers=aki.headers, **how) as response:
            assert response.status == 200, await response.text()
            body = await response.json()
            return f"{body['content']} {body['sensitive']} {body['visibility']}"

    expected = "<p>packed</p> True unlisted"
    fields = {"status": "packed", "sensitive": "True", "visibility": "unlisted"}
    assert await told(json=fields | {"sensitive": True}) == expected
    assert await told(data=fields) == expected
    assert await told(params=fields) == expected
    assert await told(json=fields | {"media_ids[]": [], "in_reply_to_id": ""}) == expected


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"\xff", "application/json"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
    ],
)
async def test_a_body_that_is_not_what_it_says_is_refused(
    feed: Feed, aki: Person, body: bytes, kind: str
) -> None:
    headers = aki.headers | {"Content-Type": kind}
    async with feed.client.post("/api/v1/statuses", data=body, headers=headers) as response:
        assert response.status in {400, 422}
        assert (await response.json())["error"]


async def test_a_withdrawn_status_is_gone_with_its_boosts_and_from_every_count(
    feed: Feed, aki: Person
) -> None:
    ben = await feed.person("ben")
    _, opening = await say(feed, ben, "hello")
    _, answer = await say(feed, aki, "@ben hi", in_reply_to_id=opening["id"])
    async with feed.client.post(f"/api/v1/statuses/{answer['id']}/reblog", headers=ben.headers) as response:
        boost = await response.json()
    async with feed.client.delete(f"/api/v1/statuses/{answer['id']}", headers=ben.headers) as response:
        assert response.status == 404, "it is not Ben's"
    async with feed.client.delete(f"/api/v1/statuses/{answer['id']}", headers=aki.headers) as response:
        assert (response.status, (await response.json())["text"]) == (200, "@ben hi")
    for gone in (answer, boost):
        async with feed.client.get(f"/api/v1/statuses/{gone['id']}") as response:
            assert response.status == 404
    assert (await feed.get(f"/api/v1/statuses/{opening['id']}"))["replies_count"] == 0
    assert [one["id"] for one in await feed.get("/api/v1/timelines/home", ben.headers)] == [opening["id"]]


async def test_a_car_speaks_no_louder_than_its_owner_lets_it(
    feed: Feed, aki: Person, gateway: dict[str, str]
) -> None:
    await feed.car(
        "JT1BK40E",
        owner=aki,
        default_visibility="private",
        audience={"plugged_in": "public", "battery_low": "direct", "drive_ended": "nobody"},
    )

    async def told(kind: str | None, visibility: str | None) -> tuple[int, str]:
        event = {"kind": kind, "at": "2026-11-23T09:00:00Z", "reasons": []} if kind else None
        async with feed.client.post(
            "/api/v1/statuses",
            json={"status": "words", "visibility": visibility, "car_event": event},
            headers=gateway | {"X-Kurumatomo-Car": "JT1BK40E"},
        ) as response:
            body = await response.json()
            return response.status, body.get("visibility", body.get("error"))

    assert [
        await told("plugged_in", "public"),
        await told("plugged_in", "unlisted"),
        await told("unplugged", "public"),
        await told(None, "public"),
        await told(None, None),
        await told("battery_low", "private"),
        await told("drive_ended", "direct"),
    ] == [
        (200, "public"),
        (200, "unlisted"),
        (200, "private"),
        (200, "private"),
        (200, "private"),
        (200, "direct"),
        (422, "Validation failed: nobody is to hear of drive_ended"),
    ]


async def test_words_narrowed_to_the_owner_reach_the_owner(
    feed: Feed, aki: Person, gateway: dict[str, str]
) -> None:
    await feed.car("JT1BK40E", owner=aki, audience={"battery_low": "direct"})
    async with feed.client.post(
        "/api/v1/statuses",
        json={
            "status": "5 % left",
            "visibility": "public",
            "car_event": {"kind": "battery_low", "at": "2026-11-23T09:00:00Z"},
        },
        headers=gateway | {"X-Kurumatomo-Car": "JT1BK40E"},
    ) as response:
        status = await response.json()
    told = await feed.get("/api/v1/notifications", aki.headers)
    assert [(one["type"], one["status"]["id"]) for one in told] == [("mention", status["id"])]
    assert status["account"]["bot"] is True
    assert status["car_event"] == {"kind": "battery_low"}


async def test_an_unknown_and_a_disabled_car_are_told_apart(feed: Feed, gateway: dict[str, str]) -> None:
    await feed.car("JT1BK40E", enabled=False)

    async def refusal(car_id: str) -> tuple[int, str]:
        async with feed.client.post(
            "/api/v1/statuses", json={"status": "x"}, headers=gateway | {"X-Kurumatomo-Car": car_id}
        ) as response:
            return response.status, (await response.json())["error"]

    assert await refusal("NOBODY") == (422, "Validation failed: the car is unknown")
    assert await refusal("JT1BK40E") == (422, "Validation failed: the car is disabled")
