"""How an app comes to act for somebody, and every way in which it must not."""

import re
from typing import Any

import pytest
from sqlalchemy import select
from yarl import URL

from feed.store.tables import App, AuthorizationCode, Token, User, WebSession
from tests.builders.feed import Feed, bearer
from tests.service.feed.doors import (
    CALLBACK,
    CHALLENGE,
    OUT_OF_BAND,
    PASSWORD,
    VERIFIER,
    a_code,
    allowed,
    an_app,
    asked,
    sign_in,
    traded,
    works,
)


async def test_a_code_becomes_a_token_with_what_was_allowed(feed: Feed) -> None:
    app = await an_app(feed)
    assert await sign_in(feed) == 303
    status, token = await traded(feed, app, await a_code(feed, app, scope="read"))
    assert (status, token) == (
        200,
        {
            "access_token": token["access_token"],
            "token_type": "Bearer",
            "scope": "read",
            "created_at": int(feed.clock.now.timestamp()),
        },
    )
    me = await feed.get("/api/v1/accounts/verify_credentials", bearer(token["access_token"]))
    assert (me["username"], me["source"]["privacy"], me["role"]["name"]) == ("aki", "public", "member")
    async with feed.client.post(
        "/api/v1/statuses", json={"status": "x"}, headers=bearer(token["access_token"])
    ) as response:
        assert response.status == 403


async def test_nothing_that_opens_a_door_is_stored_as_it_is(feed: Feed) -> None:
    app = await an_app(feed)
    await sign_in(feed)
    code = await a_code(feed, app)
    _, token = await traded(feed, app, code)
    cookies = [cookie.value for cookie in feed.client.session.cookie_jar]
    secrets = {app["client_secret"], code, token["access_token"], PASSWORD, *cookies}
    async with feed.database.reading() as session:
        stored = [
            str(value)
            for table in (App, AuthorizationCode, Token, User, WebSession)
            for row in await session.scalars(select(table))
            for value in vars(row).values()
        ]
    assert [value for value in stored if value in secrets] == []


async def test_a_member_who_did_not_sign_in_is_asked_to_and_comes_back(feed: Feed) -> None:
    app = await an_app(feed)
    query = {
        "response_type": "code",
        "client_id": app["client_id"],
        "redirect_uri": CALLBACK,
        "scope": "read",
    }
    async with feed.client.get("/oauth/authorize", params=query, allow_redirects=False) as response:
        place = URL(response.headers["Location"])
    assert (response.status, place.path) == (303, "/sign-in")
    assert URL(place.query["next"]).query["client_id"] == app["client_id"]


async def test_no_is_told_to_the_app(feed: Feed) -> None:
    app = await an_app(feed)
    await sign_in(feed)
    _, place = await allowed(feed, await asked(feed, app), decision="deny")
    assert isinstance(place, URL)
    assert (place.query["error"], place.query["state"]) == ("access_denied", "xyz")


async def test_a_code_is_shown_to_be_copied_where_no_address_is(feed: Feed) -> None:
    app = await an_app(feed)
    await sign_in(feed)
    status, page = await allowed(feed, await asked(feed, app, redirect_uri=OUT_OF_BAND))
    assert status == 200
    assert isinstance(page, str)
    found = re.search(r"<code[^>]*>([^<]+)</code>", page)
    assert found
    assert (await traded(feed, app, found[1], redirect_uri=OUT_OF_BAND))[0] == 200


async def test_a_second_use_of_a_code_undoes_the_first(feed: Feed) -> None:
    app = await an_app(feed)
    await sign_in(feed)
    code = await a_code(feed, app)
    _, token = await traded(feed, app, code)
    assert await works(feed, token["access_token"])
    status, refusal = await traded(feed, app, code)
    assert (status, refusal["error"]) == (400, "invalid_grant")
    assert not await works(feed, token["access_token"])


async def test_a_code_is_good_for_ten_minutes(feed: Feed) -> None:
    app = await an_app(feed)
    await sign_in(feed)
    code = await a_code(feed, app)
    feed.clock.later(minutes=10, seconds=1)
    assert (await traded(feed, app, code))[1]["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("wrong", "status", "error"),
    [
        pytest.param({"redirect_uri": OUT_OF_BAND}, 400, "invalid_grant", id="another address"),
        pytest.param({"redirect_uri": f"{CALLBACK}/more"}, 400, "invalid_grant", id="a longer address"),
        pytest.param({"client_secret": "guessed"}, 401, "invalid_client", id="a guessed secret"),
        pytest.param({"client_id": "nobody"}, 401, "invalid_client", id="an unknown app"),
        pytest.param({"code": "guessed"}, 400, "invalid_grant", id="a guessed code"),
        pytest.param({"grant_type": "password"}, 400, "unsupported_grant_type", id="a password"),
        pytest.param({"grant_type": ""}, 400, "unsupported_grant_type", id="nothing"),
        pytest.param({"code_verifier": VERIFIER}, 400, "invalid_grant", id="a proof nobody asked for"),
    ],
)
async def test_a_code_in_the_wrong_hands_is_worth_nothing(
    feed: Feed, wrong: dict[str, str], status: int, error: str
) -> None:
    app = await an_app(feed)
    await sign_in(feed)
    code = await a_code(feed, app)
    refused, body = await traded(feed, app, code, **wrong)
    assert (refused, body["error"]) == (status, error)
    assert body["error_description"]


async def test_anothers_code_is_worth_nothing(feed: Feed) -> None:
    mine, other = await an_app(feed), await an_app(feed)
    await sign_in(feed)
    assert (await traded(feed, other, await a_code(feed, mine)))[1]["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("proof", "status"), [({"code_verifier": VERIFIER}, 200), ({"code_verifier": "x" * 50}, 400), ({}, 400)]
)
async def test_a_challenge_wants_its_proof(feed: Feed, proof: dict[str, str], status: int) -> None:
    app = await an_app(feed)
    await sign_in(feed)
    code = await a_code(feed, app, code_challenge=CHALLENGE, code_challenge_method="S256")
    assert (await traded(feed, app, code, **proof))[0] == status


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"scope": "read write push"}, "invalid_scope"),
        ({"scope": "gateway"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge": VERIFIER, "code_challenge_method": "plain"}, "invalid_request"),
    ],
)
async def test_what_cannot_be_asked_is_told_to_the_app(feed: Feed, wrong: dict[str, str], error: str) -> None:
    app = await an_app(feed)
    await sign_in(feed)
    query = {"response_type": "code", "client_id": app["client_id"], "redirect_uri": CALLBACK} | wrong
    async with feed.client.get("/oauth/authorize", params=query, allow_redirects=False) as response:
        place = URL(response.headers["Location"])
    assert (str(place.with_query(None)), place.query["error"]) == (CALLBACK, error)


@pytest.mark.parametrize(
    "wrong",
    [
        {"redirect_uri": "https://phone.example/callback/more"},
        {"redirect_uri": "https://phone.example.evil/callback"},
        {"redirect_uri": ""},
        {"client_id": "nobody"},
    ],
)
async def test_nobody_is_sent_to_an_address_that_was_not_registered(
    feed: Feed, wrong: dict[str, str]
) -> None:
    app = await an_app(feed)
    await sign_in(feed)
    query = {"response_type": "code", "client_id": app["client_id"], "redirect_uri": CALLBACK} | wrong
    async with feed.client.get("/oauth/authorize", params=query, allow_redirects=False) as response:
        assert (response.status, "Location" in response.headers) == (422, False)


async def test_another_site_cannot_say_yes(feed: Feed) -> None:
    app = await an_app(feed)
    await sign_in(feed)
    fields = await asked(feed, app)
    without = {name: value for name, value in fields.items() if name != "csrf_token"}
    assert (await allowed(feed, without))[0] == 403
    assert (await allowed(feed, fields | {"csrf_token": "guessed"}))[0] == 403


async def test_an_app_by_itself_gets_a_token_for_itself(feed: Feed) -> None:
    app = await an_app(feed)
    status, token = await traded(feed, app, "", grant_type="client_credentials", scope="read")
    assert (status, token["scope"]) == (200, "read")
    headers = bearer(token["access_token"])
    assert (await feed.get("/api/v1/apps/verify_credentials", headers))["name"] == "Phone"
    assert not await works(feed, token["access_token"])


async def test_a_revoked_token_is_good_no_more_and_only_its_app_revokes_it(feed: Feed) -> None:
    app, other = await an_app(feed), await an_app(feed)
    await sign_in(feed)
    _, token = await traded(feed, app, await a_code(feed, app))

    async def revoke(by: dict[str, Any]) -> int:
        body = {
            "token": token["access_token"],
            "client_id": by["client_id"],
            "client_secret": by["client_secret"],
        }
        async with feed.client.post("/oauth/revoke", data=body) as response:
            return response.status

    assert await revoke(other) == 200
    assert await works(feed, token["access_token"])
    assert await revoke(app) == 200
    assert not await works(feed, token["access_token"])


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"redirect_uris": "javascript:alert(1)"}, "redirect_uris"),
        ({"redirect_uris": "/callback"}, "redirect_uris"),
        ({"redirect_uris": ""}, "redirect_uris"),
        ({"scopes": "read everything"}, "scopes"),
        ({"scopes": "gateway"}, "gateway"),
        ({"client_name": ""}, "client_name"),
    ],
)
async def test_an_app_that_cannot_be_registered_learns_why(
    feed: Feed, body: dict[str, str], says: str
) -> None:
    asked = {"client_name": "Phone", "redirect_uris": CALLBACK} | body
    async with feed.client.post("/api/v1/apps", data=asked) as response:
        assert response.status == 422
        assert says in (await response.json())["error"]


@pytest.mark.parametrize("uris", [["myapp://callback", "com.app:/oauth"], "myapp://callback\ncom.app:/oauth"])
async def test_apps_on_phones_have_addresses_of_their_own(feed: Feed, uris: object) -> None:
    assert (await an_app(feed, redirect_uris=uris))["redirect_uris"] == ["myapp://callback", "com.app:/oauth"]


async def test_the_metadata_names_what_is_there(feed: Feed) -> None:
    metadata = await feed.get("/.well-known/oauth-authorization-server")
    assert metadata["code_challenge_methods_supported"] == ["S256"]
    assert metadata["token_endpoint"] == "http://127.0.0.1:8080/oauth/token"
    assert "password" not in metadata["grant_types_supported"]


@pytest.mark.parametrize("website", [None, "", "   "])
async def test_an_app_needs_no_page_of_its_own(feed: Feed, website: str | None) -> None:
    assert (await an_app(feed, website=website))["website"] is None
