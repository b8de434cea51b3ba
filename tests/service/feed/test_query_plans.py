"""No page reads a table from end to end: every statement finds its rows by an index, and in their order.

On SQLite, whose plans do not depend on what is in the tables, walking along an index counts as well, and so
does sorting. PostgreSQL tells only of tables for which it has no index at all.
"""

from contextlib import AsyncExitStack

import pytest

from tests.builders.busy import a_busy_time
from tests.builders.feed import Feed, Person
from tests.service.feed.plans import asked_of, toil_of
from tests.service.feed.test_streams import do, listening, say

NEWEST_FIRST = {"walks statuses"}  # the order of the timeline is that of the index; it stops when full
OF_A_WEEK = {"walks statuses", "sorts"}  # from the index, but no further back; a member says few hashtags
AT_MOST_TEN = {"sorts"}
OF_ALL_HASHTAGS = {"walks statuses", "walks status_tags", "sorts"}  # those that begin alike
OF_ONE_MEMBER = {"sorts"}  # what they say most often has to be counted
ALL_OF_THEM = {"sorts"}  # and all of them are shown
EIGHT_OF_EACH = {"sorts"}  # of the groups of a page
THE_QUEUE = {"walks push_letters"}  # in the order in which letters are due
BY_WORDS = {"walks accounts", "walks statuses", "sorts"}  # words inside a text are found by reading it

PAGES = {
    "home": "timelines/home",
    "public": "timelines/public",
    "public pictures": "timelines/public?only_media=true",
    "hashtag": "timelines/tag/ev",
    "several hashtags": "timelines/tag/ev?any[]=car&all[]=car&none[]=bike",
    "list": "timelines/list/{list}",
    "favourites": "favourites",
    "bookmarks": "bookmarks",
    "conversations": "conversations",
    "notifications": "notifications",
    "notifications from where one was": "notifications?min_id=1",
    "notifications of a kind": "notifications?types[]=favourite&account_id={other}",
    "one notification": "notifications/{told}",
    "unread notifications": "notifications/unread_count",
    "groups of notifications": "../v2/notifications",
    "one group of notifications": "../v2/notifications/alike",
    "people of a group": "../v2/notifications/alike/accounts",
    "who waits to be let in": "notifications/requests",
    "how many wait to be let in": "../v2/notifications/policy",
    "filters": "../v2/filters",
    "statuses of a filter": "../v2/filters/{sieve}/statuses",
    "account": "accounts/{other}",
    "account by name": "accounts/lookup?acct=other1",
    "own account": "accounts/verify_credentials",
    "relationships": "accounts/relationships?id[]={other}",
    "statuses of an account": "accounts/{me}/statuses",
    "beginnings of an account": "accounts/{me}/statuses?exclude_replies=true&exclude_reblogs=true",
    "pictures of an account": "accounts/{me}/statuses?only_media=true",
    "pinned statuses": "accounts/{me}/statuses?pinned=true",
    "hashtag of an account": "accounts/{me}/statuses?tagged=ev",
    "followers": "accounts/{me}/followers",
    "following": "accounts/{me}/following",
    "endorsements": "endorsements",
    "lists with an account": "accounts/{other}/lists",
    "blocks": "blocks",
    "mutes": "mutes",
    "follow requests": "follow_requests",
    "lists": "lists",
    "members of a list": "lists/{list}/accounts",
    "followed hashtags": "followed_tags",
    "featured hashtags": "featured_tags",
    "suggested hashtags": "featured_tags/suggestions",
    "a hashtag": "tags/ev",
    "trends": "trends/tags",
    "search of hashtags": "../v2/search?q=ev&type=hashtags",
    "search of members": "../v2/search?q=oth&type=accounts",
    "search of statuses": "../v2/search?q=words&type=statuses",
    "search of whom one follows": "accounts/search?q=oth&following=true",
    "status": "statuses/{status}",
    "several statuses": "statuses?id[]={status}",
    "conversation": "statuses/{status}/context",
    "history of a status": "statuses/{status}/history",
    "who likes a status": "statuses/{status}/favourited_by",
    "who boosted a status": "statuses/{status}/reblogged_by",
    "poll": "polls/{poll}",
    "scheduled statuses": "scheduled_statuses",
    "cars": "cars",
    "past of a car": "cars/{car}/history",
    "who asks to follow a car": "cars/{car}/follow_requests",
}
FORESEEN = {
    "public": NEWEST_FIRST,
    "public pictures": NEWEST_FIRST,
    "groups of notifications": EIGHT_OF_EACH,
    "one group of notifications": EIGHT_OF_EACH,
    "filters": ALL_OF_THEM,
    "statuses of a filter": ALL_OF_THEM,
    "featured hashtags": AT_MOST_TEN,
    "suggested hashtags": OF_ONE_MEMBER | OF_A_WEEK,
    "search of hashtags": OF_ALL_HASHTAGS,
    "trends": OF_A_WEEK,
    "search of members": BY_WORDS,
    "search of whom one follows": BY_WORDS,
}


@pytest.fixture
async def reader(feed: Feed) -> Person:
    return await feed.person("reader")


@pytest.mark.parametrize("page", PAGES)
async def test_a_page_is_read_by_index(feed: Feed, reader: Person, page: str) -> None:
    ids = await a_busy_time(feed, reader)
    with asked_of(feed) as asked:
        assert await feed.get(f"/api/v1/{PAGES[page]}".format(**ids).replace("/v1/../", "/"), reader.headers)
    toil = await toil_of(feed, asked)
    assert {name: line for name, line in toil.items() if name not in FORESEEN.get(page, ())} == {}


async def test_what_is_said_finds_its_hearers_by_index(feed: Feed, reader: Person) -> None:
    ids = await a_busy_time(feed, reader)
    await do(feed, reader, f"accounts/{ids['other']}/unfollow")
    speaker = await feed.person("speaker")
    await feed.follows(reader.account_id, speaker.account_id)
    async with AsyncExitStack() as ears:
        for name, query in (("list", {"list": str(ids["list"])}), ("public", {}), ("hashtag", {"tag": "ev"})):
            await ears.enter_async_context(listening(feed, name, reader, **query))
        home = await ears.enter_async_context(listening(feed, "user", reader))
        direct = await ears.enter_async_context(listening(feed, "direct", reader))
        with asked_of(feed) as asked:
            said = await say(feed, speaker, "@reader #ev", visibility="public")
            assert {(await home.hear())[0] for _ in range(2)} == {"update", "notification"}
            await say(feed, speaker, "@reader hello", visibility="direct", in_reply_to_id=said)
            assert (await direct.hear())[0] == "conversation"
    toil = await toil_of(feed, asked)
    assert {name: line for name, line in toil.items() if name not in THE_QUEUE} == {}
