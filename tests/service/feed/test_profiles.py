"""What members say of themselves is shown, and is nothing but words, wherever it stands."""

import pytest

from tests.builders.feed import Feed
from tests.builders.pages import a_browser, a_member
from tests.service.feed.test_publishing import HOSTILE

OURS = {"p", "br", "a", "span"}  # what a text may become


def tags_in(html: str) -> set[str]:
    return {piece.split(">")[0].split()[0].strip("/").lower() for piece in html.split("<")[1:]}


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_words_about_oneself_do_nothing_but_stand_there(feed: Feed, text: str) -> None:
    aki = await a_member(feed, "aki")
    wish = {"display_name": text[:30], "note": text, "fields_attributes": [{"name": text, "value": text}]}
    async with feed.client.patch(
        "/api/v1/accounts/update_credentials", json=wish, headers=aki.headers
    ) as response:
        assert response.status == 200, await response.text()
        told = await response.json()
    (field,) = told["fields"]
    assert tags_in(told["note"]) | tags_in(field["value"]) <= OURS
    assert not any(f"{evil}=" in told["note"].replace("&quot;", "") for evil in ("<img src", "<svg"))
    assert (told["source"]["note"], told["source"]["fields"][0]["value"]) == (
        told["source"]["fields"][0]["name"],
        told["source"]["note"],
    )


@pytest.mark.parametrize("path", ["/@aki", "/public", "/notifications"])
async def test_a_hostile_name_is_only_a_name_on_every_page(feed: Feed, path: str) -> None:
    name = "<img src=x onerror=alert(1)>"
    aki, ken = await a_member(feed, "aki", display_name=name), await a_member(feed, "ken")
    async with feed.client.post(
        "/api/v1/statuses", json={"status": "@ken hello"}, headers=aki.headers
    ) as response:
        assert response.status == 200
    async with a_browser(feed) as browser:
        await browser.sign_in(ken.username)
        page = await browser.read(path)
    assert (name in page.words, name in page.html) == (True, False)


async def test_several_members_are_had_at_once_and_who_is_not_there_is_left_out(feed: Feed) -> None:
    aki, ben = await feed.person("aki"), await feed.person("ben")
    wanted = [("id[]", str(one)) for one in (ben.account_id, 77, aki.account_id)]
    async with feed.client.get("/api/v1/accounts", params=wanted) as response:
        found = await response.json()
    assert found == [await feed.get(f"/api/v1/accounts/{one.account_id}") for one in (ben, aki)]


async def test_a_profile_has_four_lines_and_a_fifth_is_refused_by_name(feed: Feed) -> None:
    aki = await a_member(feed, "aki")

    async def with_lines(*names: str) -> tuple[int, list[str]]:
        wish = {"fields_attributes": [{"name": name, "value": "x"} for name in names]}
        async with feed.client.patch(
            "/api/v1/accounts/update_credentials", json=wish, headers=aki.headers
        ) as response:
            told = await response.json()
            return response.status, [one["name"] for one in told.get("fields", [])]

    assert await with_lines("a", "b", "c", "d", "") == (200, ["a", "b", "c", "d"])
    assert await with_lines("a", "b", "c", "d", "e") == (422, [])
