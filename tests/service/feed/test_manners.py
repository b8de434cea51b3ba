"""Manners over HTTP: errors in JSON, headers that keep browsers safe, limits, and what apps ask first."""

import asyncio
from io import BytesIO
from typing import Any

import pytest
from multidict import CIMultiDictProxy

from feed.api.pieces import PIECES
from feed.api.routes import ROUTES
from tests.builders.feed import Feed, a_feed

Headers = CIMultiDictProxy[str]

SAFE = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Allow-Origin": "*",
}


async def answer(feed: Feed, method: str, path: str, **how: Any) -> tuple[int, Headers, Any]:  # noqa: ANN401
    async with feed.client.request(method, path, **how) as response:
        body = await response.json() if response.content_type == "application/json" else None
        return response.status, response.headers, body


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing/like/this", 404),
        ("DELETE", "/api/v1/timelines/public", 405),
        ("GET", "/api/v1/statuses/x", 404),
        ("GET", "/api/v1/statuses/99999999999999999999999999", 404),
        ("GET", "/api/v1/accounts/0", 404),
        ("GET", "/api/v1/timelines/home", 401),
        ("GET", "/.well-known/webfinger", 400),
    ],
)
async def test_an_error_is_json_with_safe_headers_and_a_name(
    feed: Feed, method: str, path: str, status: int
) -> None:
    got, headers, body = await answer(feed, method, path)
    assert (got, list(body)) == (status, ["error"])
    assert {name: headers[name] for name in SAFE} == SAFE
    assert headers["X-Request-Id"]


async def test_a_body_beyond_reason_is_refused_in_json(feed: Feed) -> None:
    much, as_json = BytesIO(b"x" * 9_000_000), {"Content-Type": "application/json"}
    status, _, body = await answer(feed, "POST", "/api/v1/apps", data=much, headers=as_json)
    assert (status, list(body)) == (413, ["error"])


async def test_a_browser_may_ask_from_anywhere(feed: Feed) -> None:
    status, headers, _ = await answer(feed, "OPTIONS", "/api/v1/statuses")
    assert (status, headers["Access-Control-Allow-Headers"]) == (
        204,
        "Authorization, Content-Type, Idempotency-Key",
    )


async def test_a_slash_at_the_end_makes_no_difference(feed: Feed) -> None:
    while (await answer(feed, "GET", "/readyz"))[0] != 200:  # noqa: ASYNC110 - it listens to its database soon
        await asyncio.sleep(0.02)
    for route in ROUTES:
        if route.visitors == "unguarded" and route.method == "GET" and "{" not in route.path:
            plain, with_slash = [
                (await answer(feed, "GET", path, allow_redirects=False))[0]
                for path in (route.path, route.path + "/")
            ]
            assert (route.path, with_slash) == (route.path, plain)


async def test_a_client_that_asks_too_often_is_told_when_to_come_back(feed: Feed) -> None:
    for _ in range(300):
        status, headers, _ = await answer(feed, "GET", "/api/v1/custom_emojis")
        assert status == 200
    assert headers["X-RateLimit-Remaining"] == "0"
    assert headers["X-RateLimit-Reset"] == "2026-11-23T09:05:00.000Z"
    status, headers, body = await answer(feed, "GET", "/api/v1/custom_emojis")
    assert (status, headers["Retry-After"], body) == (429, "300", {"error": "Too many requests"})
    feed.clock.later(minutes=5)
    assert (await answer(feed, "GET", "/api/v1/custom_emojis"))[0] == 200


async def test_the_gateway_asks_as_often_as_it_must(feed: Feed) -> None:
    token = await feed.token("gateway")
    for _ in range(320):
        status, _, _ = await answer(
            feed, "GET", "/api/v1/gateway/cars", headers={"Authorization": f"Bearer {token}"}
        )
        assert status == 200


async def test_the_server_says_who_it_is(feed: Feed) -> None:
    v2 = await feed.get("/api/v2/instance")
    v1 = await feed.get("/api/v1/instance")
    assert (v2["domain"], v2["version"].split(" ")[0], v2["registrations"]["enabled"]) == (
        "127.0.0.1:8080",
        "4.3.8",
        False,
    )
    assert v2["configuration"]["urls"]["streaming"] == v1["urls"]["streaming_api"] == "ws://127.0.0.1:8080"
    assert v1["uri"] == "127.0.0.1:8080"
    links = await feed.get("/.well-known/nodeinfo")
    assert links["links"][0]["href"].endswith("/nodeinfo/2.0")
    assert (await feed.get("/nodeinfo/2.0"))["software"]["name"] == "kurumatomo"


async def test_members_are_found_by_their_address(feed: Feed) -> None:
    aki = await feed.person("aki")
    found = await feed.get("/.well-known/webfinger", resource="acct:aki@127.0.0.1:8080")
    assert found["aliases"] == ["http://127.0.0.1:8080/@aki"]
    for acct in ("aki", "@AKI", "aki@127.0.0.1:8080"):
        assert (await feed.get("/api/v1/accounts/lookup", acct=acct))["id"] == str(aki.account_id)
    for acct in ("nobody", "aki@elsewhere.example"):
        status, _, _ = await answer(feed, "GET", "/api/v1/accounts/lookup", params={"acct": acct})
        assert status == 404


async def test_a_car_tells_strangers_neither_its_figures_nor_its_company(feed: Feed) -> None:
    owner, stranger = await feed.person("owner"), await feed.person("stranger")
    account_id = await feed.car("JT1BK40E", owner=owner)
    await feed.follows(owner.account_id, int(account_id))
    path = f"/api/v1/accounts/{account_id}"
    for_owner = await feed.get(f"{path}/followers", owner.headers)
    for_stranger = await feed.get(f"{path}/followers", stranger.headers)
    assert ([one["username"] for one in for_owner], for_stranger) == (["owner"], [])
    account = await feed.get(path, stranger.headers)
    assert (account["bot"], account["locked"], account["fields"]) == (True, True, [])
    assert "JT1BK40E" not in str(account)


async def test_an_accident_tells_a_number_and_nothing_else(sqlite_url: str) -> None:
    async with a_feed(sqlite_url) as feed:
        assert feed.client.app
        del feed.client.app[PIECES]._kept  # as if somebody had made a mistake
        author = await feed.person("author")
        async with feed.client.post(
            "/api/v1/statuses", json={"status": "x"}, headers=author.headers
        ) as response:
            body = await response.json()
    assert (response.status, body) == (
        500,
        {"error": "Something went wrong on our side", "request_id": response.headers["X-Request-Id"]},
    )


@pytest.mark.parametrize("path", ["/", "/api/v2/instance", "/api/v1/timelines/public", "/sign-in"])
async def test_what_can_be_read_can_be_asked_for_its_headers_alone(feed: Feed, path: str) -> None:
    async with feed.client.head(path) as response:
        assert (response.status, await response.read()) == (200, b"")


async def test_a_stream_has_no_headers_alone(feed: Feed) -> None:
    status, _, _ = await answer(feed, "HEAD", "/api/v1/streaming/public")
    assert status == 405
