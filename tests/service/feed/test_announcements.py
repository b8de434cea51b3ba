"""What the staff tells everybody: in each reader's language, until it is over, read, answered, heard live."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from feed.actions.announce import Notice, announce, take_back
from feed.housekeeping import spread_announcements
from feed.store.tables import User
from tests.builders.feed import Feed, Person, a_feed
from tests.builders.pages import a_browser, a_member
from tests.service.feed.operator import Run
from tests.service.feed.test_streams import listening

EVERYWHERE = "/api/v1/announcements"
BOTH = {"en": "We rest on Sunday #care", "ja": "日曜はお休みします"}


async def told(feed: Feed, texts: dict[str, str] | None = None, **more: Any) -> str:  # noqa: ANN401
    async with feed.database.writing() as session:
        notice = Notice(texts=texts or BOTH, **more)
        return str((await announce(session, notice, now=feed.clock(), ids=feed.ids)).id)


async def read(feed: Feed, who: Person) -> Any:  # noqa: ANN401
    return await feed.get(EVERYWHERE, who.headers)


async def do(feed: Feed, method: str, path: str, who: Person) -> int:
    async with feed.client.request(method, f"{EVERYWHERE}/{path}", headers=who.headers) as response:
        return response.status


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    ben = await feed.person("ben")
    async with feed.database.writing() as session:
        user = await session.get(User, ben.user_id)
        assert user
        user.locale = "ja"
    return ben


async def test_everybody_reads_it_in_their_language(feed: Feed, aki: Person, ben: Person) -> None:
    which = await told(
        feed, starts_at=datetime(2026, 11, 29, 1, tzinfo=UTC), ends_at=datetime(2026, 11, 29, 9, tzinfo=UTC)
    )
    (english,), (japanese,) = await read(feed, aki), await read(feed, ben)
    link = (
        '<a href="http://127.0.0.1:8080/tags/care" class="mention hashtag" rel="tag">#<span>care</span></a>'
    )
    assert english == {
        "id": which,
        "content": f"<p>We rest on Sunday {link}</p>",
        "language": "en",
        "starts_at": "2026-11-29T01:00:00.000Z",
        "ends_at": "2026-11-29T09:00:00.000Z",
        "all_day": False,
        "published": True,
        "published_at": "2026-11-23T09:00:00.000Z",
        "updated_at": "2026-11-23T09:00:00.000Z",
        "read": False,
        "mentions": [],
        "statuses": [],
        "tags": [{"name": "care", "url": "http://127.0.0.1:8080/tags/care"}],
        "emojis": [],
        "reactions": [],
    }
    assert (japanese["content"], japanese["language"]) == ("<p>日曜はお休みします</p>", "ja")


async def test_what_was_written_in_one_language_is_read_in_it_by_all(feed: Feed, ben: Person) -> None:
    await told(feed, {"en": "<b>Hello</b>", "ja": " "})
    assert [(one["content"], one["language"]) for one in await read(feed, ben)] == [
        ("<p>&lt;b&gt;Hello&lt;/b&gt;</p>", "en")
    ]


async def test_what_is_over_or_taken_back_is_not_shown(feed: Feed, aki: Person) -> None:
    hours = await told(feed, ends_at=datetime(2026, 11, 23, 10, tzinfo=UTC))
    days = await told(feed, ends_at=datetime(2026, 11, 23, 10, tzinfo=UTC), all_day=True)
    back = await told(feed)
    async with feed.database.writing() as session:
        await take_back(session, int(back), now=feed.clock())
    assert [one["id"] for one in await read(feed, aki)] == [hours, days]
    feed.clock.later(hours=2)
    assert [(one["id"], one["ends_at"]) for one in await read(feed, aki)] == [
        (days, "2026-11-23T00:00:00.000Z")
    ]
    assert await do(feed, "POST", f"{hours}/dismiss", aki) == 404
    feed.clock.later(hours=14)
    assert await read(feed, aki) == []


async def test_who_has_read_it_sees_so_and_nobody_else(feed: Feed, aki: Person, ben: Person) -> None:
    which = await told(feed)
    assert [await do(feed, "POST", f"{which}/dismiss", aki) for _ in range(2)] == [200, 200]
    assert [[one["read"] for one in await read(feed, who)] for who in (aki, ben)] == [[True], [False]]


async def test_answers_are_counted_and_ones_own_is_marked(feed: Feed, aki: Person, ben: Person) -> None:
    which = await told(feed)
    for who, name in ((aki, "👍🏽"), (aki, "👍🏽"), (ben, "👍🏽"), (ben, "🎉")):
        assert await do(feed, "PUT", f"{which}/reactions/{name}", who) == 200
    (seen,) = await read(feed, aki)
    assert seen["reactions"] == [
        {"name": "👍🏽", "count": 2, "me": True},
        {"name": "🎉", "count": 1, "me": False},
    ]
    assert await do(feed, "DELETE", f"{which}/reactions/👍🏽", aki) == 200
    assert await do(feed, "DELETE", f"{which}/reactions/🚗", aki) == 200
    (seen,) = await read(feed, aki)
    assert [(one["name"], one["count"], one["me"]) for one in seen["reactions"]] == [
        ("👍🏽", 1, False),
        ("🎉", 1, False),
    ]


async def test_words_are_no_answer_and_eight_kinds_are_enough(feed: Feed, aki: Person, ben: Person) -> None:
    which = await told(feed)
    assert await do(feed, "PUT", f"{which}/reactions/hello", aki) == 422
    assert await do(feed, "PUT", "77/reactions/🎉", aki) == 404
    kinds = "🚗🚙🚕🚌🚓🚑🚒🚜🛵"
    answers = [await do(feed, "PUT", f"{which}/reactions/{name}", aki) for name in kinds]
    assert answers == [200] * 8 + [422]
    assert await do(feed, "PUT", f"{which}/reactions/🚗", ben) == 200


async def test_who_listens_hears_it_in_their_language_and_of_answers_and_of_its_end(
    feed: Feed, aki: Person, ben: Person
) -> None:
    async with listening(feed, "user", aki) as akis, listening(feed, "user", ben) as bens:
        which = await told(feed)
        for _ in range(2):  # told once, however often somebody looks
            await spread_announcements(feed.client.app)
        await do(feed, "PUT", f"{which}/reactions/🎉", ben)
        heard = [await ear.hear() for ear in (akis, bens)]
        assert [(event, said["content"], said["id"]) for event, said in heard] == [
            ("announcement", (await read(feed, aki))[0]["content"], which),
            ("announcement", "<p>日曜はお休みします</p>", which),
        ]
        counted = {"name": "🎉", "count": 1, "announcement_id": which}
        assert await akis.hear() == ("announcement.reaction", counted)
        await do(feed, "DELETE", f"{which}/reactions/🎉", ben)
        assert await akis.hear() == ("announcement.reaction", counted | {"count": 0})
        async with feed.database.writing() as session:
            await take_back(session, int(which), now=feed.clock())
        await spread_announcements(feed.client.app)
        assert await akis.hear() == ("announcement.delete", int(which))


async def test_the_home_page_shows_it_until_it_was_read(feed: Feed) -> None:
    await a_member(feed, "aki")
    which = await told(feed, ends_at=datetime(2026, 11, 30, tzinfo=UTC), all_day=True)
    async with a_browser(feed) as browser:
        home = await browser.sign_in("aki")
        assert "We rest on Sunday" in home.words
        assert "until 30 Nov 2026" in home.words
        after = await browser.send(home.form(f"/announcements/{which}/dismiss"))
        assert (after.path, "We rest" in after.words) == ("/home", False)
    async with a_browser(feed, "ja") as browser:
        await a_member(feed, "ben")
        assert "日曜はお休みします" in (await browser.sign_in("ben")).words


def test_the_staff_announces_lists_and_takes_back_on_the_command_line(run: Run, sqlite_url: str) -> None:
    ended = run("announcements", "add", "--en", "Hello", "--ja", "こんにちは", database=sqlite_url)
    assert ended.code == 0, ended.err
    which = ended.out.strip()
    listed = run("announcements", "list", database=sqlite_url).out
    assert all(words in listed for words in (which, "Hello", "こんにちは"))
    assert run("announcements", "remove", which, database=sqlite_url).code == 0
    assert "Hello" not in run("announcements", "list", database=sqlite_url).out
    again = run("announcements", "remove", which, database=sqlite_url)
    assert (again.code, again.err) == (1, f"kurumatomo-feed: There is no announcement {which}\n")

    async def served() -> Any:  # noqa: ANN401
        async with a_feed(sqlite_url) as feed:
            return await read(feed, await feed.person("aki"))

    assert asyncio.run(served()) == []


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        ([], 1, "needs words"),
        (["--en", "x", "--ends-at", "2020-01-01"], 1, "over already"),
        (["--en", "x", "--starts-at", "2099-01-02", "--ends-at", "2099-01-01"], 1, "before it begins"),
        (["--en", "x" * 2001], 1, "2000 characters"),
        (["--en", "x", "--starts-at", "soon"], 2, "a moment such as"),
    ],
)
def test_what_cannot_be_announced_is_refused_in_a_sentence(
    run: Run, sqlite_url: str, words: list[str], code: int, why: str
) -> None:
    ended = run("announcements", "add", *words, database=sqlite_url)
    assert (ended.code, why in ended.err) == (code, True)
