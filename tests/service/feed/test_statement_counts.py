"""A timeline of forty costs as many statements as a timeline of one."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from tests.builders.feed import Feed, Person


@contextmanager
def counted(feed: Feed) -> Iterator[list[str]]:
    """The statements of readers while the block runs, but for who asks: that is looked up now and then."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "FROM tokens" not in statement:
            statements.append(statement)

    engine = feed.database.reader.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def populate(feed: Feed, reader: Person, numbers: range) -> None:
    """A status for each number, each by somebody else, with mentions, tags, boosts and likes."""
    for number in numbers:
        feed.clock.later(minutes=2)
        author = await feed.person(f"author{number}")
        await feed.follows(reader.account_id, author.account_id)
        async with feed.client.post(
            "/api/v1/statuses", json={"status": f"@reader #ev number {number}"}, headers=author.headers
        ) as response:
            said = await response.json()
        async with feed.client.post(
            f"/api/v1/statuses/{said['id']}/reblog", headers=author.headers
        ) as response:
            assert response.status == 200
        async with feed.client.post(
            f"/api/v1/statuses/{said['id']}/favourite", headers=reader.headers
        ) as response:
            assert response.status == 200


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/api/v1/timelines/home", 5),
        ("/api/v1/timelines/public", 4),
        ("/api/v1/timelines/tag/ev", 4),
        ("/api/v1/notifications", 6),
        ("/api/v1/favourites", 4),
        ("/api/v1/accounts/{me}/following", 3),
    ],
)
async def test_forty_cost_no_more_statements_than_one(feed: Feed, path: str, most: int) -> None:
    reader = await feed.person("reader")
    path = path.format(me=reader.account_id)

    async def statements() -> list[str]:
        with counted(feed) as found:
            assert await feed.get(path, reader.headers, limit="40")
        return found

    await populate(feed, reader, range(1))
    for_one = await statements()
    await populate(feed, reader, range(1, 40))
    assert len(await statements()) == len(for_one) <= most
