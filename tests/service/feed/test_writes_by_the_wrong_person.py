"""Nobody changes what is another's, nor does anything with what they may not see: no row of a table moves."""

from typing import Any

import pytest
from sqlalchemy import select

from feed.api.routes import ROUTES
from feed.store.base import Base
from tests.builders.cases import an_open_case, keep_free
from tests.builders.feed import Feed, Person
from tests.builders.pages import a_browser, a_member
from tests.service.feed.test_media import a_picture, upload

Deed = tuple[str, str]  # method and path

OF_ONESELF = (  # one's own views
    "/api/v1/accounts/{id}/",
    "/api/v1/tags/{name}/",
    "/api/v1/suggestions/",
    "/api/v1/announcements/",
)
OF_THE_STAFF = "/api/v1/admin/"  # tried in test_reports
SEEN, UNSEEN, CAR = "/api/v1/statuses/{seen}", "/api/v1/statuses/{unseen}", "/api/v1/cars/{car}"
FILTERS, NOTICES = "/api/v2/filters", "/api/v1/notifications"

ANSWERS: dict[Deed, int] = {
    ("PUT", SEEN): 404,
    ("DELETE", SEEN): 404,
    ("POST", f"{SEEN}/pin"): 422,
    ("POST", f"{SEEN}/unpin"): 200,  # it is not pinned to one's own profile; that is all
    ("PUT", UNSEEN): 404,
    ("DELETE", UNSEEN): 404,
    **{
        ("POST", f"{UNSEEN}/{un}{verb}"): 404
        for un in ("", "un")
        for verb in ("favourite", "bookmark", "reblog", "pin", "mute")
    },
    ("POST", f"{UNSEEN}/translate"): 404,
    ("POST", "/api/v1/polls/{poll}/votes"): 404,
    ("PUT", "/api/v1/media/{media}"): 404,
    ("DELETE", "/api/v1/media/{media}"): 404,
    ("PUT", "/api/v1/scheduled_statuses/{waiting}"): 404,
    ("DELETE", "/api/v1/scheduled_statuses/{waiting}"): 404,
    ("PUT", "/api/v1/lists/{list}"): 404,
    ("DELETE", "/api/v1/lists/{list}"): 404,
    ("POST", "/api/v1/lists/{list}/accounts"): 404,
    ("DELETE", "/api/v1/lists/{list}/accounts"): 404,
    ("DELETE", "/api/v1/featured_tags/{tag}"): 404,
    ("POST", "/api/v1/follow_requests/{asking}/authorize"): 404,
    ("POST", "/api/v1/follow_requests/{asking}/reject"): 404,
    ("POST", f"{NOTICES}/{{told}}/dismiss"): 200,  # Mastodon's answer to what is not there
    ("POST", "/api/v2/notifications/ungrouped-{told}/dismiss"): 200,
    ("POST", f"{NOTICES}/requests/{{held}}/accept"): 404,
    ("POST", f"{NOTICES}/requests/{{held}}/dismiss"): 404,
    ("POST", "/api/v1/conversations/{unseen}/read"): 404,
    ("POST", "/api/v1/conversations/{unseen}/unread"): 404,
    ("DELETE", "/api/v1/conversations/{unseen}"): 404,
    ("PUT", "/api/v1/filters/{keyword}"): 404,
    ("DELETE", "/api/v1/filters/{keyword}"): 404,
    ("PUT", f"{FILTERS}/{{filter}}"): 404,
    ("DELETE", f"{FILTERS}/{{filter}}"): 404,
    ("POST", f"{FILTERS}/{{filter}}/keywords"): 404,
    ("PUT", f"{FILTERS}/keywords/{{keyword}}"): 404,
    ("DELETE", f"{FILTERS}/keywords/{{keyword}}"): 404,
    ("POST", f"{FILTERS}/{{filter}}/statuses"): 404,
    ("DELETE", f"{FILTERS}/statuses/{{caught}}"): 404,
    ("PATCH", f"{CAR}/settings"): 403,
    ("POST", f"{CAR}/transfer"): 403,
    ("POST", f"{CAR}/shares"): 403,
    ("DELETE", f"{CAR}/shares"): 403,
    ("DELETE", f"{CAR}/shares/{{asking}}"): 403,
    ("POST", f"{CAR}/commanders"): 403,
    ("DELETE", f"{CAR}/commanders/{{nosy}}"): 403,
    ("POST", f"{CAR}/revoke_everybody"): 403,
    ("POST", f"{CAR}/follow_requests/{{asking}}/authorize"): 403,
    ("POST", f"{CAR}/follow_requests/{{asking}}/reject"): 403,
    ("POST", f"{CAR}/followers/{{nosy}}/remove"): 403,
    ("POST", "/api/v1/cases/{case}/close"): 404,
    ("POST", "/api/v1/cases/{case}/slots"): 404,
    ("POST", "/api/v1/cases/{case}/appointment"): 404,
    ("DELETE", "/api/v1/cases/{case}/appointment"): 404,
}
WORDS = {"status": "mine now", "title": "mine", "description": "mine", "phrase": "mine", "keyword": "mine"}
FOR_CARS = {  # they take no word they do not know
    f"{CAR}/settings": {"default_visibility": "public"},
    f"{CAR}/commanders": {"acct": "nosy"},
    f"{CAR}/shares": {"acct": "mikawa", "kinds": ["towed"], "until": "2026-12-01T00:00:00Z"},
}
MORE = {"choices": [0], "context": ["home"], "scheduled_at": "2026-11-24T09:00:00Z"}


async def send(feed: Feed, method: str, path: str, by: Person, **body: object) -> Any:  # noqa: ANN401
    async with feed.client.request(method, path, json=body, headers=by.headers) as response:
        assert response.status == 200, await response.text()
        return await response.json()


@pytest.fixture
async def nosy(feed: Feed) -> Person:
    return await a_member(feed, "nosy")


@pytest.fixture
async def things(feed: Feed, nosy: Person) -> dict[str, str]:
    """What the author has of each kind; a nosy follower sees some of it and owns none of it."""
    author, asking = await feed.person("author"), await feed.person("asking")
    mikawa = await feed.person("mikawa", role="dealer")
    car = await feed.car("JT1BK40E", owner=author, meets=True)
    for target in (author.account_id, int(car)):
        await feed.follows(nosy.account_id, target)
    await send(feed, "PATCH", "/api/v1/accounts/update_credentials", author, locked=True)
    await send(feed, "POST", f"/api/v1/accounts/{author.account_id}/follow", asking)
    await send(feed, "POST", f"/api/v1/accounts/{car}/follow", asking)

    async def made(path: str, key: str = "id", **body: object) -> str:
        return str((await send(feed, "POST", path, author, **body))[key])

    seen = await made("/api/v1/statuses", status="seen", visibility="private")
    poll = {"options": ["yes", "no"], "expires_in": 3600}
    whisper = await send(
        feed, "POST", "/api/v1/statuses", author, status="@asking", visibility="direct", poll=poll
    )
    sieve = await made(FILTERS, title="no", context=["home"])
    _, picture = await upload(feed, author, a_picture((8, 8)))
    await send(feed, "PATCH", "/api/v2/notifications/policy", author, for_not_following="filter")
    await send(feed, "POST", "/api/v1/statuses", asking, status="@author let me in")
    return {
        "nosy": str(nosy.account_id),
        "asking": str(asking.account_id),
        "car": car,
        "seen": seen,
        "unseen": whisper["id"],
        "poll": whisper["poll"]["id"],
        "media": picture["id"],
        "case": (await an_open_case(feed, car, author, mikawa))["id"],
        "slot": (await keep_free(feed, mikawa, 24))[0],
        "waiting": await made("/api/v1/statuses", status="later", scheduled_at=MORE["scheduled_at"]),
        "list": await made("/api/v1/lists", title="theirs"),
        "tag": await made("/api/v1/featured_tags", name="ev"),
        "filter": sieve,
        "keyword": await made(f"{FILTERS}/{sieve}/keywords", keyword="no"),
        "caught": await made(f"{FILTERS}/{sieve}/statuses", status_id=seen),
        "told": (await feed.get(NOTICES, author.headers))[0]["id"],
        "held": (await feed.get(f"{NOTICES}/requests", author.headers))[0]["id"],
    }


async def everything(feed: Feed) -> dict[str, list[str]]:
    """Every row of every table."""
    async with feed.database.reading() as session:
        return {
            table.name: sorted(map(repr, await session.execute(select(table))))
            for table in Base.metadata.sorted_tables
        }


async def test_what_is_anothers_stays_as_it_is(feed: Feed, nosy: Person, things: dict[str, str]) -> None:
    before, unforeseen, changed = await everything(feed), {}, {}
    body = WORDS | MORE | {"account_ids": [things["nosy"]], "status_id": things["seen"]}
    for (method, path), answer in ANSWERS.items():
        asked = FOR_CARS.get(path, body | {"slot_ids": [things["slot"]], "slot_id": things["slot"]})
        async with feed.client.request(
            method, path.format(**things), json=asked, headers=nosy.headers
        ) as response:
            if response.status != answer:
                unforeseen[method, path] = response.status
        after = await everything(feed)
        if moved := [name for name, rows in after.items() if rows != before[name]]:
            changed[method, path] = moved
            before = after
    assert (changed, unforeseen) == ({}, {})


@pytest.mark.parametrize(
    ("wish", "refusal"), [({"media_ids": ["{media}"]}, 422), ({"in_reply_to_id": "{unseen}"}, 404)]
)
async def test_nothing_of_anothers_is_taken_into_ones_own_words(
    feed: Feed, nosy: Person, things: dict[str, str], wish: dict[str, Any], refusal: int
) -> None:
    before = await everything(feed)
    told = {
        name: [one.format(**things) for one in value] if isinstance(value, list) else value.format(**things)
        for name, value in wish.items()
    }
    async with feed.client.post("/api/v1/statuses", json=WORDS | told, headers=nosy.headers) as response:
        assert response.status == refusal
    assert await everything(feed) == before


@pytest.mark.parametrize(
    "path", ["/@author/{seen}/delete", "/@author/{unseen}/delete", "/@author/{unseen}/favourite"]
)
@pytest.mark.usefixtures("nosy")
async def test_forms_are_no_way_round(feed: Feed, things: dict[str, str], path: str) -> None:
    async with a_browser(feed) as browser:
        token = (await browser.sign_in("nosy")).form("/compose").fields
        before = await everything(feed)
        sheet = await browser.post(path.format(**things), token)
    assert sheet.status in {403, 404}
    assert await everything(feed) == before


def test_every_deed_on_something_of_somebodys_is_tried_by_the_wrong_person() -> None:
    def shape(path: str) -> str:
        return "/".join("*" if "{" in part else part for part in path.split("/"))

    deeds = {
        (route.method, shape(route.path))
        for route in ROUTES
        if route.method != "GET"
        and "{" in route.path
        and not route.path.startswith((*OF_ONESELF, OF_THE_STAFF))
    }
    assert deeds == {(method, shape(path)) for method, path in ANSWERS}
