"""Members find one another: friends of friends, the directory, and what is much liked."""

from typing import Any

import pytest

from tests.builders.feed import Feed, Person, a_feed


async def send(feed: Feed, method: str, path: str, by: Person, **body: object) -> Any:  # noqa: ANN401
    async with feed.client.request(method, path, json=body, headers=by.headers) as response:
        assert response.status == 200, await response.text()
        return await response.json()


@pytest.fixture
async def people(feed: Feed) -> dict[str, Person]:
    """Aki follows Ben and Cem; both follow Dan, Ben follows Eve too."""
    found = {name: await feed.person(name) for name in ("aki", "ben", "cem", "dan", "eve")}
    for who, whom in (("aki", "ben"), ("aki", "cem"), ("ben", "dan"), ("cem", "dan"), ("ben", "eve")):
        await feed.follows(found[who].account_id, found[whom].account_id)
    return found


async def suggested(feed: Feed, who: Person) -> list[str]:
    return [one["account"]["username"] for one in await feed.get("/api/v2/suggestions", who.headers)]


async def test_friends_of_friends_are_suggested_until_they_are_known_or_unwanted(
    feed: Feed, people: dict[str, Person]
) -> None:
    aki = people["aki"]
    seen = [await suggested(feed, aki)]
    await send(feed, "DELETE", f"/api/v1/suggestions/{people['eve'].account_id}", aki)
    seen.append(await suggested(feed, aki))
    await send(feed, "POST", f"/api/v1/accounts/{people['dan'].account_id}/follow", aki)
    seen.append(await suggested(feed, aki))
    assert seen == [["dan", "eve"], ["dan"], []]


async def test_who_does_not_wish_to_be_found_is_not_suggested_nor_listed(
    feed: Feed, people: dict[str, Person]
) -> None:
    await send(feed, "PATCH", "/api/v1/accounts/update_credentials", people["dan"], discoverable=False)
    listed = [one["username"] for one in await feed.get("/api/v1/directory", order="new")]
    assert (await suggested(feed, people["aki"]), listed) == (["eve"], ["eve", "cem", "ben", "aki"])


async def test_the_directory_knows_who_was_heard_last(feed: Feed, people: dict[str, Person]) -> None:
    for name in ("cem", "eve"):
        await send(feed, "POST", "/api/v1/statuses", people[name], status="hello")
        feed.clock.later(days=1)
    assert [one["username"] for one in await feed.get("/api/v1/directory")] == ["eve", "cem"]


async def test_one_sees_by_whom_one_knows_somebody(feed: Feed, people: dict[str, Person]) -> None:
    ids = [str(people[name].account_id) for name in ("dan", "eve")]
    path = f"/api/v1/accounts/familiar_followers?id[]={ids[0]}&id[]={ids[1]}"
    found = await feed.get(path, people["aki"].headers)
    assert [(one["id"], [by["username"] for by in one["accounts"]]) for one in found] == [
        (ids[0], ["cem", "ben"]),
        (ids[1], ["ben"]),
    ]


async def test_a_car_s_followers_are_familiar_to_its_followers_alone(
    feed: Feed, people: dict[str, Person]
) -> None:
    car = await feed.car("JT1BK40E", owner=people["ben"])
    await feed.follows(people["ben"].account_id, int(car))
    found = await feed.get(f"/api/v1/accounts/familiar_followers?id[]={car}", people["aki"].headers)
    assert found == [{"id": car, "accounts": []}]


async def test_what_most_like_is_a_trend(feed: Feed, people: dict[str, Person]) -> None:
    ids = [
        (await send(feed, "POST", "/api/v1/statuses", people["dan"], status=words))["id"]
        for words in ("liked by one", "liked by two", "liked by nobody")
    ]
    for who, number in (("aki", 0), ("aki", 1), ("ben", 1)):
        await send(feed, "POST", f"/api/v1/statuses/{ids[number]}/favourite", people[who])
    now = [one["id"] for one in await feed.get("/api/v1/trends/statuses")]
    feed.clock.later(days=4)
    assert (now, await feed.get("/api/v1/trends/statuses")) == ([ids[1], ids[0]], [])


async def test_the_operator_s_rules_are_shown(database_url: str) -> None:
    async with a_feed(database_url, rules=("Be kind.", "No plates in pictures.")) as feed:
        rules = await feed.get("/api/v1/instance/rules")
        assert rules == [
            {"id": "1", "text": "Be kind.", "hint": ""},
            {"id": "2", "text": "No plates in pictures.", "hint": ""},
        ]
        assert [(await feed.get(f"/api/{v}/instance"))["rules"] for v in ("v1", "v2")] == [rules] * 2


@pytest.mark.parametrize(
    ("who", "seen"), [("ben", ["aki"]), ("eve", []), ("nobody", [])], ids=["oneself", "another", "nobody"]
)
async def test_who_hides_whom_they_know_is_asked_in_vain(
    feed: Feed, people: dict[str, Person], who: str, seen: list[str]
) -> None:
    told = await send(
        feed, "PATCH", "/api/v1/accounts/update_credentials", people["ben"], hide_collections=True
    )
    headers = people[who].headers if who in people else None
    found = await feed.get(f"/api/v1/accounts/{people['ben'].account_id}/followers", headers)
    assert ([one["username"] for one in found], told["hide_collections"]) == (seen, True)
