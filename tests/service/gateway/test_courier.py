"""Drafts on their way to the feed: in order, once, and never lost."""

import asyncio
from datetime import timedelta

from gateway.delivery.changes import Changes, keep
from gateway.delivery.outbox import Backlog, backlog
from gateway.delivery.store import Store
from gateway.voice.draft import Draft
from gateway.voice.profile import Audience
from tests.service.gateway.far_feed import Answer, FarFeed
from tests.service.gateway.office import MINUTE, NOW, a_draft, office, until_recorded
from tests.service.gateway.patience import until


async def test_a_draft_becomes_a_post_with_its_key_and_its_reasons(database_url: str) -> None:
    async with office(database_url, "A") as here:
        await here.queue(a_draft("A", "low"))
        await until(lambda: here.feed.posts != [])
        assert here.feed.posts == [
            {
                "car_id": "A",
                "key": "A/low",
                "status": "low",
                "visibility": "private",
                "language": "en",
                "car_event": {
                    "kind": "battery_low",
                    "at": "2026-11-23T09:00:00Z",
                    "reasons": [
                        {"name": "soc_percent", "value": 19.5, "unit": "%", "at": "2026-11-23T09:00:00Z"}
                    ],
                },
            }
        ]
        await until_recorded(here, "A/low", ("sent", 1, "1", None))


async def test_a_car_s_drafts_are_posted_in_the_order_they_were_said(sqlite_url: str) -> None:
    async with office(sqlite_url, "A") as here:
        await here.queue(*(a_draft("A", str(number)) for number in range(20)))
        await until(lambda: len(here.feed.posts) == 20)
        assert here.feed.said("A") == [str(number) for number in range(20)]


async def test_a_car_that_is_stuck_keeps_its_order_and_holds_back_no_other(sqlite_url: str) -> None:
    async with office(sqlite_url, "A", "B") as here:
        here.feed.answer = Answer(503, car_id="A")
        await here.queue(a_draft("A", "1"), a_draft("A", "2"), a_draft("B", "1"), a_draft("B", "2"))
        await until(lambda: here.feed.said("B") == ["1", "2"])
        assert ("A", "2") not in here.feed.attempts
        here.feed.answer = None
        await here.pass_time(60)
        await until(lambda: here.feed.said("A") == ["1", "2"])


async def test_the_feed_s_wish_for_patience_is_heeded(sqlite_url: str) -> None:
    async with office(sqlite_url, "A") as here:
        here.feed.answer = Answer(429, {"Retry-After": "40"}, times=1)
        await here.queue(a_draft("A", "low"))
        await until_recorded(here, "A/low", ("queued", 1, None, "the feed answers 429"))
        await here.pass_time(39)
        await asyncio.sleep(0.2)
        assert len(here.feed.attempts) == 1
        await here.pass_time(1)
        await until_recorded(here, "A/low", ("sent", 2, "1", None))


async def test_what_the_feed_never_takes_is_kept_and_the_next_goes(sqlite_url: str) -> None:
    async with office(sqlite_url, "A") as here:
        here.feed.answer = Answer(400, times=1)
        await here.queue(a_draft("A", "odd"), a_draft("A", "good"))
        await until(lambda: here.feed.said("A") == ["good"])
        assert await here.status_of("A/odd") == ("failed", 1, None, "400: as told")


async def test_a_refused_token_keeps_everything_until_it_is_put_right(sqlite_url: str) -> None:
    async with office(sqlite_url, "A", "B") as here:
        await until(lambda: here.feed.register.keys() == {"A", "B"})
        here.feed.token = "another"
        await here.queue(a_draft("A", "1"))
        await until(lambda: here.client.trouble is not None and "refuses our token" in here.client.trouble)
        await until(lambda: len(here.feed.attempts) == 1)
        await here.queue(a_draft("B", "1"))
        await asyncio.sleep(0.2)
        assert len(here.feed.attempts) == 1  # no use in knocking with every draft
        here.feed.token = "a-token-for-tests"
        await here.pass_time(31)
        await until(lambda: len(here.feed.posts) == 2)


async def test_a_draft_of_a_car_the_feed_has_not_enrolled_waits(sqlite_url: str) -> None:
    far = FarFeed()
    far.enrols = False
    async with office(sqlite_url, far=far) as here:
        await here.queue(a_draft("A", "low"))
        await asyncio.sleep(0.2)
        assert (here.feed.attempts, await here.backlog()) == ([], Backlog(1, NOW, 0))
        here.feed.put("A")
        await until(lambda: here.feed.said("A") == ["low"])


async def test_a_car_the_feed_has_forgotten_is_enrolled_again(sqlite_url: str) -> None:
    async with office(sqlite_url, "A") as here:
        await until(lambda: "A" in here.feed.register)
        await asyncio.sleep(0.1)
        here.feed.register.clear()
        await here.queue(a_draft("A", "low"))
        await until(lambda: "A" in here.feed.register)
        await here.pass_time(5)
        await until(lambda: here.feed.said("A") == ["low"])


async def test_a_draft_the_feed_finds_invalid_twice_has_failed(sqlite_url: str) -> None:
    async with office(sqlite_url, "A") as here:
        here.feed.answer = Answer(422, car_id="A")
        await here.queue(a_draft("A", "odd"))
        await until_recorded(here, "A/odd", ("queued", 1, None, "the feed does not know the car"))
        await here.pass_time(5)
        await until_recorded(here, "A/odd", ("failed", 2, None, "422: as told"))


async def test_the_same_draft_kept_twice_is_one_post(database_url: str) -> None:
    async with office(database_url, "A") as here:
        await here.queue(a_draft("A", "low"))
        await here.queue(a_draft("A", "low"))
        await until_recorded(here, "A/low", ("sent", 1, "1", None))
        await here.queue(a_draft("A", "low"))
        assert (len(here.feed.posts), await here.backlog()) == (1, Backlog(0, None, 0))


async def test_what_is_for_the_owner_alone_is_a_limited_post_and_the_others_has_a_mark(
    sqlite_url: str,
) -> None:
    async with office(sqlite_url, "A") as here:
        await here.queue(
            a_draft("A", "for you", visibility=Audience.OWNER), a_draft("A", "for all", owner_knows=True)
        )
        await until(lambda: len(here.feed.posts) == 2)
        assert [(post["visibility"], post["car_event"].get("owner_knows")) for post in here.feed.posts] == [
            ("limited", None),
            ("private", True),
        ]


async def test_a_draft_for_later_waits_by_the_cars_clock_and_holds_back_no_other(database_url: str) -> None:
    async with office(database_url, "A") as here:
        await here.queue(
            a_draft("A", "in half an hour", not_before=NOW + 30 * MINUTE),
            a_draft("A", "now"),
            a_draft("A", "in an hour", not_before=NOW + 60 * MINUTE),
        )
        await until(lambda: here.feed.said("A") == ["now"])
        await here.pass_time(7200)  # by the wall, which is not what the cars live by
        await asyncio.sleep(0.2)
        assert (here.feed.said("A"), await here.backlog()) == (["now"], Backlog(0, None, 2))
        await here.let_cars_live(30)
        await until(lambda: here.feed.said("A") == ["now", "in half an hour"])
        await here.let_cars_live(30)
        await until(lambda: here.feed.said("A") == ["now", "in half an hour", "in an hour"])


async def test_a_draft_whose_moment_has_come_is_backlog_but_makes_nobody_think_the_feed_is_slow(
    database_url: str,
) -> None:
    async with Store(database_url) as store:
        later = a_draft("A", "later", not_before=NOW + 30 * MINUTE)
        await store.run(keep, Changes(drafts=[later, a_draft("B", "now")]), now=NOW, quarantine_rows=1)
        assert [await store.run(backlog, NOW + minutes * MINUTE) for minutes in (0, 30)] == [
            Backlog(1, NOW, 1),
            Backlog(2, NOW, 0),
        ]


async def test_what_waits_for_a_car_to_leave_is_told_some_time_after_it_left(database_url: str) -> None:
    def here_until_it_leaves(text: str, *, minutes: float) -> Draft:
        fallback = NOW + timedelta(hours=12, minutes=minutes)
        return a_draft("A", text, at=NOW + minutes * MINUTE, not_before=fallback, after_leaving=True)

    async with office(database_url, "A") as here:
        await here.queue(
            here_until_it_leaves("plugged in", minutes=0),
            here_until_it_leaves("unplugged", minutes=50),
            here_until_it_leaves("elsewhere", minutes=90),
            a_draft("A", "for later", not_before=NOW + timedelta(hours=13)),
        )
        await here.leave("A", minutes=60, told_from_minutes=95)
        await here.let_cars_live(94)
        await asyncio.sleep(0.2)
        assert here.feed.said("A") == []
        await here.let_cars_live(1)
        await until(lambda: here.feed.said("A") == ["plugged in", "unplugged"])
        await here.let_cars_live(12 * 60)
        await until(lambda: here.feed.said("A") == ["plugged in", "unplugged", "elsewhere", "for later"])


async def test_what_waits_for_its_moment_outlives_a_restart(database_url: str) -> None:
    far = FarFeed()
    async with office(database_url, "A", far=far) as here:
        await here.queue(a_draft("A", "later", not_before=NOW + 30 * MINUTE))
        await until(lambda: "A" in here.feed.register)
    async with office(database_url, "A", far=far) as again:
        await again.let_cars_live(31)
        await until(lambda: again.feed.said("A") == ["later"])
