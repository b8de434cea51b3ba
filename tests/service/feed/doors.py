"""The ways in: an app, a sign-in, a token."""

import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from yarl import URL

from feed.actions.sign_up import sign_up
from feed.keys import IDS, PASSWORDS
from tests.builders.feed import Feed, bearer

CALLBACK = "https://phone.example/callback"


OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"


VERIFIER = "a-verifier-that-is-long-enough-for-anybody-to-like-it"


CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


PASSWORD = "correct horse battery"


async def an_app(feed: Feed, **more: object) -> dict[str, Any]:
    body = {
        "client_name": "Phone",
        "redirect_uris": f"{CALLBACK}\n{OUT_OF_BAND}",
        "scopes": "read write",
    } | more
    async with feed.client.post("/api/v1/apps", json=body) as response:
        assert response.status == 200, await response.text()
        app: dict[str, Any] = await response.json()
        return app


async def sign_in(feed: Feed, name: str = "aki", password: str = PASSWORD) -> int:
    app = feed.client.app
    assert app
    await sign_up(feed.database, app[PASSWORDS], username="aki", password=PASSWORD, ids=app[IDS])
    async with feed.client.post(
        "/sign-in", data={"name": name, "password": password}, allow_redirects=False
    ) as response:
        return response.status


async def asked(feed: Feed, app: dict[str, Any], **more: str) -> dict[str, str]:
    """The hidden fields of the page that asks the member."""
    query = {
        "response_type": "code",
        "client_id": app["client_id"],
        "redirect_uri": CALLBACK,
        "scope": "read write",
        "state": "xyz",
    } | more
    async with feed.client.get("/oauth/authorize", params=query) as response:
        page = await response.text()
        assert response.status == 200, page
    assert "Phone" in page
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))


async def allowed(feed: Feed, fields: dict[str, str], decision: str = "allow") -> tuple[int, URL | str]:
    async with feed.client.post(
        "/oauth/authorize", data=fields | {"decision": decision}, allow_redirects=False
    ) as response:
        place = response.headers.get("Location")
        return response.status, URL(place) if place else await response.text()


async def a_code(feed: Feed, app: dict[str, Any], **more: str) -> str:
    status, place = await allowed(feed, await asked(feed, app, **more))
    assert status == 302
    assert isinstance(place, URL)
    assert str(place.with_query(None)) == CALLBACK
    assert place.query["state"] == "xyz"
    return place.query["code"]


async def traded(feed: Feed, app: dict[str, Any], code: str, /, **more: object) -> tuple[int, dict[str, Any]]:
    body = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
    } | more
    async with feed.client.post("/oauth/token", data=body) as response:
        return response.status, await response.json()


async def works(feed: Feed, token: str) -> bool:
    async with feed.client.get("/api/v1/accounts/verify_credentials", headers=bearer(token)) as response:
        return response.status == 200
