"""What a server tells of itself, and what it politely has none of."""

from tests.builders.feed import Feed


async def test_the_weeks_count_what_was_said_and_who_came(feed: Feed) -> None:
    aki = await feed.person("aki")
    for visibility in ("public", "private"):
        async with feed.client.post(
            "/api/v1/statuses", json={"status": "x", "visibility": visibility}, headers=aki.headers
        ):
            pass
    weeks = await feed.get("/api/v1/instance/activity")
    assert len(weeks) == 12
    assert weeks[0] == {"week": "1795392000", "statuses": "2", "logins": "1", "registrations": "1"}
    assert {week["statuses"] for week in weeks[1:]} == {"0"}


async def test_words_about_itself_and_the_languages_it_speaks(feed: Feed) -> None:
    described = await feed.get("/api/v1/instance/extended_description")
    assert described["content"] == "<p>Where cars are friends.</p>"
    languages = await feed.get("/api/v1/instance/languages")
    assert [one["code"] for one in languages] == ["en", "ja"]


async def test_there_are_no_other_servers_to_know_or_to_block(feed: Feed) -> None:
    aki = await feed.person("aki")
    for path in ("instance/peers", "instance/rules", "instance/domain_blocks"):
        assert await feed.get(f"/api/v1/{path}") == []
    assert await feed.get("/api/v1/domain_blocks", aki.headers) == []
    for method in ("POST", "DELETE"):
        async with feed.client.request(
            method, "/api/v1/domain_blocks", json={"domain": "example.org"}, headers=aki.headers
        ) as response:
            assert (response.status, await response.json()) == (
                422,
                {"error": "Validation failed: there are no other servers here to block"},
            )
