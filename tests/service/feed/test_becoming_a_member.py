"""Who may become a member, and how often a door may be tried."""

import pytest

from tests.builders.feed import Feed, a_feed, bearer
from tests.service.feed.doors import PASSWORD, an_app, sign_in, traded, works


async def test_a_trial_lets_everybody_in_at_once(database_url: str) -> None:
    async with a_feed(database_url, trial=True) as feed:
        app = await an_app(feed)
        _, token = await traded(feed, app, "", grant_type="client_credentials", scope="read write")
        new = {"username": "aki", "email": "aki@example.org", "password": PASSWORD, "agreement": "true"}
        async with feed.client.post(
            "/api/v1/accounts", data=new, headers=bearer(token["access_token"])
        ) as response:
            assert response.status == 200
            assert await works(feed, (await response.json())["access_token"])
        status, by_password = await traded(
            feed, app, "", grant_type="password", username="AKI@example.org", password=PASSWORD, scope="read"
        )
        assert (status, by_password["scope"]) == (200, "read")
        refused, _ = await traded(
            feed, app, "", grant_type="password", username="aki", password="wrong", scope="read"
        )
        assert refused == 400


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"password": "short"}, "password"),
        ({"password": "password1"}, "password"),
        ({"username": "a b"}, "username"),
        ({"username": "taken"}, "username"),
        ({"username": "Admin"}, "username"),
        ({"email": "nowhere"}, "email"),
    ],
)
async def test_who_cannot_become_a_member_learns_why(
    sqlite_url: str, fields: dict[str, str], wrong: str
) -> None:
    async with a_feed(sqlite_url, trial=True) as feed:
        await feed.person("Taken")
        token = await feed.token("write:accounts")
        new = {"username": "aki", "email": "aki@example.org", "password": PASSWORD} | fields
        async with feed.client.post("/api/v1/accounts", data=new, headers=bearer(token)) as response:
            assert response.status == 422
            assert list((await response.json())["details"]) == [wrong]


async def test_closed_doors_stay_closed(feed: Feed) -> None:
    token = await feed.token("write:accounts")
    new = {"username": "aki", "password": PASSWORD}
    async with feed.client.post("/api/v1/accounts", data=new, headers=bearer(token)) as response:
        assert (response.status, (await response.json())["error"]) == (403, "Registrations are closed")


async def test_passwords_are_not_tried_by_the_hundred(feed: Feed) -> None:
    assert await sign_in(feed, password="wrong guess") == 401
    answers = []
    for _ in range(26):
        async with feed.client.post("/sign-in", data={"name": "aki", "password": "wrong"}) as response:
            answers.append(response.status)
    assert (answers[0], answers[-1]) == (401, 429)
    feed.clock.later(hours=2)
    async with feed.client.post(
        "/sign-in", data={"name": "aki", "password": PASSWORD}, allow_redirects=False
    ) as response:
        assert response.status == 303
