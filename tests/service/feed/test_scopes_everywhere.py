"""Every line of the table of routes asks for what it says: a token, and one of its scopes."""

import re

import pytest

from feed.api.auth import Route
from feed.api.routes import ROUTES
from feed.social.scopes import SCOPES, covers
from tests.builders.feed import Feed, Person, bearer


def path_of(route: Route) -> str:
    return re.sub(r"\{\w+\}", "1", route.path)


async def answer(feed: Feed, route: Route, token: str | None, *, for_a_car: bool = False) -> tuple[int, str]:
    headers = (bearer(token) if token else {}) | ({"X-Kurumatomo-Car": "none"} if for_a_car else {})
    async with feed.client.request(route.method, path_of(route), headers=headers) as response:
        if response.content_type == "text/event-stream":
            return response.status, ""
        return response.status, await response.text()


def a_scope_that_will_not_do(route: Route) -> str:
    return next(
        scope
        for scope in SCOPES
        if not any(covers(frozenset({scope}), wanted) for wanted in route.scopes) and scope != "gateway"
    )


@pytest.fixture
async def someone(feed: Feed) -> Person:
    return await feed.person("someone")


async def test_without_a_token_members_and_apps_are_asked_for_one_and_anyone_is_let_in(feed: Feed) -> None:
    guarded = [route for route in ROUTES if route.visitors != "unguarded"]
    wrong = {}
    for route in guarded:
        status, body = await answer(feed, route, None)
        if (status == 401) != (route.visitors in {"member", "app"}):
            wrong[route.method, route.path] = (status, body)
    assert wrong == {}


async def test_a_token_that_never_was_is_refused_everywhere(feed: Feed) -> None:
    wrong = {}
    for route in ROUTES:
        if route.visitors == "unguarded":
            continue
        feed.clock.later(minutes=1)  # or the limit of calls is reached
        if (status := (await answer(feed, route, "never-was"))[0]) != 401:
            wrong[route.method, route.path] = status
    assert wrong == {}


async def test_a_token_for_something_else_is_not_enough(feed: Feed, someone: Person) -> None:
    wrong = {}
    for route in ROUTES:
        if not route.scopes:
            continue
        token = await feed.token(a_scope_that_will_not_do(route), user_id=someone.user_id)
        status, body = await answer(feed, route, token)
        if (status, "outside the authorized scopes" in body) != (403, True):
            wrong[route.method, route.path] = (status, body)
    assert wrong == {}


async def test_the_scope_that_is_named_is_enough(feed: Feed, someone: Person) -> None:
    wrong = {}
    for route in ROUTES:
        for scope in route.scopes:
            token = await feed.token(scope, user_id=someone.user_id)
            status, body = await answer(feed, route, token, for_a_car=scope == "gateway")
            if status == 401 or "outside the authorized scopes" in body:
                wrong[route.method, route.path, scope] = (status, body)
    assert wrong == {}


async def test_an_app_by_itself_is_nobody_where_a_person_is_needed(feed: Feed) -> None:
    wrong = {}
    for route in ROUTES:
        if route.visitors == "member":
            token = await feed.token(" ".join(route.scopes))
            if (status := (await answer(feed, route, token))[0]) != 403:
                wrong[route.method, route.path] = status
    assert wrong == {}


async def test_a_token_in_the_address_is_good_for_streams_only(feed: Feed, someone: Person) -> None:
    query = {"access_token": someone.token}
    async with feed.client.get("/api/v1/timelines/home", params=query) as response:
        assert response.status == 401
    async with feed.client.get("/api/v1/streaming/user", params=query) as response:
        assert response.status == 200


async def test_a_reading_token_cannot_speak_for_a_car(feed: Feed, someone: Person) -> None:
    await feed.car("JT1BK40E")
    async with feed.client.post(
        "/api/v1/statuses",
        json={"status": "I am a car"},
        headers=someone.headers | {"X-Kurumatomo-Car": "JT1BK40E"},
    ) as response:
        assert response.status == 403
