"""A client of somebody else's, over real HTTP: what works with Mastodon works here."""

import queue
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from mastodon import Mastodon, StreamListener
from mastodon.errors import MastodonAPIError, MastodonNotFoundError, MastodonUnauthorizedError

from tests.servers.parts import free_port, wait_until
from tests.servers.phone import PATIENCE_S, phone_of
from tests.servers.program import Program, run


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address and the database of a feed as an operator starts it."""
    folder: Path = tmp_path_factory.mktemp("feed")
    database, port = f"sqlite:///{folder}/feed.sqlite", free_port()
    program = Program("feed", "serve", "--database", database, "--port", str(port), log=folder / "feed.log")
    program.start()
    address = f"http://127.0.0.1:{port}"
    wait_until(lambda: _is_up(address), what="the feed answers")
    yield address, database
    assert program.stop() == 0, program.printed


def _is_up(address: str) -> bool:
    try:
        return requests.get(f"{address}/readyz", timeout=1).ok
    except requests.ConnectionError:
        return False


def client_of(feed: tuple[str, str], name: str) -> Mastodon:
    """The library as the phone of somebody whom the operator has just let in."""
    address, database = feed
    return phone_of(address, name, run("feed", "accounts", "create", name, "--database", database).strip())


@pytest.fixture(scope="module")
def aki(feed: tuple[str, str]) -> Mastodon:
    return client_of(feed, "aki")


@pytest.fixture(scope="module")
def ben(feed: tuple[str, str]) -> Mastodon:
    return client_of(feed, "ben")


class Heard(StreamListener):
    """What a stream says, in its order."""

    def __init__(self) -> None:
        self.events: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.opened = False

    def on_update(self, status: Any) -> None:  # noqa: ANN401
        self.events.put(("update", status))

    def on_notification(self, notification: Any) -> None:  # noqa: ANN401
        self.events.put(("notification", notification))

    def on_delete(self, status_id: Any) -> None:  # noqa: ANN401
        self.events.put(("delete", status_id))

    def handle_heartbeat(self) -> None:
        self.opened = True


def test_it_finds_the_server_and_itself(aki: Mastodon) -> None:
    assert aki.instance().title == "Kurumatomo"
    assert aki.retrieve_mastodon_version().startswith("4.3.8")
    assert aki.me().username == "aki"
    assert aki.app_verify_credentials().name == "Phone"
    assert aki.preferences()["posting:default:visibility"] == "public"


def test_it_reads_home_and_comments(aki: Mastodon, ben: Mastodon) -> None:
    ben.account_follow(aki.me().id)
    said = aki.status_post("Charged to 80 %. #ev", visibility="private")
    (first, *_) = ben.timeline_home()
    assert (first.id, first.visibility, first.account.acct) == (said.id, "private", "aki")
    answer = ben.status_reply(said, "Well done!")
    assert [one.id for one in aki.status_context(said.id).descendants] == [answer.id]
    told = aki.notifications(types=["mention"])
    assert [(one.type, one.status.id, one.account.acct) for one in told] == [("mention", answer.id, "ben")]


def test_it_hears_what_happens(aki: Mastodon, ben: Mastodon) -> None:
    heard = Heard()
    handle = ben.stream_user(heard, run_async=True, reconnect_async=False)
    try:
        wait_until(lambda: heard.opened, what="the stream is open")
        ben.account_follow(aki.me().id)
        said = aki.status_post("@ben are you there?")
        events = dict(heard.events.get(timeout=PATIENCE_S) for _ in range(2))
        assert (events["update"].id, events["notification"].status.id) == (said.id, said.id)
        aki.status_delete(said.id)
        assert heard.events.get(timeout=PATIENCE_S) == ("delete", said.id)
    finally:
        handle.close()


def test_the_same_key_is_the_same_status(aki: Mastodon) -> None:
    first, second = (aki.status_post("once", idempotency_key="k-1") for _ in range(2))
    assert first.id == second.id


def test_it_pages_to_the_end_and_no_further(aki: Mastodon, ben: Mastodon) -> None:
    said = [ben.status_post(f"page {number}").id for number in range(7)]
    page = aki.account_statuses(ben.me().id, limit=3)
    everything = aki.fetch_remaining(page)
    assert [one.id for one in everything][: len(said)] == said[::-1]
    assert len({one.id for one in everything}) == len(everything)
    newer = aki.fetch_previous(aki.account_statuses(ben.me().id, max_id=said[2], limit=2))
    assert [one.id for one in newer] == [said[3], said[2]]


def test_it_finds_what_was_said_at_a_time(aki: Mastodon) -> None:
    said = aki.status_post("now")
    assert aki.timeline_public(min_id=said.created_at.replace(year=2020))
    assert said.id not in [one.id for one in aki.timeline_public(max_id=said.created_at.replace(year=2020))]


def test_it_likes_boosts_and_keeps(aki: Mastodon, ben: Mastodon) -> None:
    said = aki.status_post("like me")
    assert ben.status_favourite(said.id).favourited
    assert ben.status_reblog(said.id).reblog.id == said.id
    assert ben.status_bookmark(said.id).bookmarked
    assert ben.favourites()[0].id == said.id
    assert ben.bookmarks()[0].id == said.id
    assert [one.acct for one in aki.status_favourited_by(said.id)] == ["ben"]
    assert ben.status_unfavourite(said.id).favourited is False


def test_it_changes_its_profile_and_asks_before_following(aki: Mastodon, ben: Mastodon) -> None:
    changed = ben.account_update_credentials(
        display_name="Ben B.", note="drives #ev", locked=True, fields=[("Car", "Kei"), ("Town", "Toyota")]
    )
    assert (changed.display_name, changed.locked) == ("Ben B.", True)
    assert [(one.name, one.value) for one in changed.fields] == [("Car", "Kei"), ("Town", "Toyota")]
    assert aki.account_follow(ben.me().id).requested
    assert [one.acct for one in ben.follow_requests()] == ["aki"]
    assert ben.follow_request_authorize(aki.me().id).followed_by
    (relation,) = aki.account_relationships(ben.me().id)
    assert relation.following
    ben.account_update_credentials(locked=False)


def test_it_keeps_lists_and_its_place(aki: Mastodon, ben: Mastodon) -> None:
    aki.account_follow(ben.me().id)
    mine = aki.list_create("Cars")
    aki.list_accounts_add(mine.id, [ben.me().id])
    assert [one.acct for one in aki.list_accounts(mine.id)] == ["ben"]
    said = ben.status_post("for the list")
    assert aki.timeline_list(mine.id)[0].id == said.id
    aki.list_delete(mine.id)
    aki.markers_set("home", said.id)
    assert str(aki.markers_get("home")["home"].last_read_id) == str(said.id)


def test_it_searches(aki: Mastodon, ben: Mastodon) -> None:
    said = ben.status_post("a rare zwölfzylinder #oldtimer")
    assert [one.acct for one in aki.account_search("be")] == ["ben"]
    found = aki.search_v2("zwölfzyl")
    assert [one.id for one in found.statuses] == [said.id]
    assert [one.name for one in aki.search_v2("#oldt").hashtags] == ["oldtimer"]
    assert aki.timeline_hashtag("OldTimer")[0].id == said.id


def test_refusals_are_what_it_expects(feed: tuple[str, str], aki: Mastodon, ben: Mastodon) -> None:
    secret = ben.status_post("for myself", visibility="direct")
    with pytest.raises(MastodonNotFoundError):
        aki.status(secret.id)
    with pytest.raises(MastodonAPIError, match="character limit"):
        aki.status_post("x" * 501)
    stranger = Mastodon(access_token="guessed", api_base_url=feed[0])
    with pytest.raises(MastodonUnauthorizedError):
        stranger.timeline_home()


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.custom_emojis(),
        lambda client: client.filters(),
        lambda client: client.filters_v2(),
        lambda client: client.announcements(),
        lambda client: client.trending_tags(),
        lambda client: client.suggestions(),
        lambda client: client.conversations(),
        lambda client: client.blocks(),
        lambda client: client.mutes(),
        lambda client: client.lists(),
        lambda client: client.scheduled_statuses(),
        lambda client: client.instance_nodeinfo(),
    ],
)
def test_what_apps_ask_on_their_way_in_is_answered(aki: Mastodon, ask: Any) -> None:  # noqa: ANN401
    ask(aki)


def test_a_token_given_back_is_good_no_more(feed: tuple[str, str]) -> None:
    client = client_of(feed, "chie")
    token = client.access_token
    client.revoke_access_token(allow_http=True)
    with pytest.raises(MastodonUnauthorizedError):
        Mastodon(access_token=token, api_base_url=feed[0]).me()
