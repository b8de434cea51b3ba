"""A feed where much has happened to one reader: a few hundred of everything, straight into the tables."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from feed.social.snapshot import Snapshot
from feed.store import tables as t
from feed.store.base import Base
from tests.builders.feed import Feed, Person

OTHERS, STATUSES = 30, 300


async def a_busy_time(feed: Feed, reader: Person) -> dict[str, int]:
    """One identifier of each kind of thing that there is now, by its kind."""
    me, others = reader.account_id, [feed.ids.next() for _ in range(OTHERS)]
    said = [feed.ids.next() for _ in range(STATUSES)]
    known, shunned = others[: OTHERS // 2], others[OTHERS // 2 :]

    def rows(many: Sequence[int], column: str, **same: object) -> list[dict[str, Any]]:
        return [{"id": feed.ids.next(), column: one, **same} for one in many]

    poll, listed, sieve = (feed.ids.next() for _ in range(3))
    at, to_me, of_me = feed.clock(), {"target_account_id": me}, {"account_id": me}
    statuses = list(_statuses(said, [me, *known], poll, at))
    talks = [one["id"] for one in statuses if one["visibility"] == "direct"]
    of_news = {"kind": "favourite", "group_key": "alike", "status_id": said[0]}
    told = rows(known * 20, "from_account_id", **of_me, **of_news)
    waiting = rows(shunned, "from_account_id", **of_me, **of_news, is_held_back=True)
    picture = {"kind": "image", "content_type": "image/png", "path": "a.png"}
    was = {"created_at": at, "text": "", "content": "", "spoiler_text": "", "sensitive": False, "media": []}
    tables: list[tuple[type[Base], list[dict[str, Any]]]] = [
        (t.Account, [_account(one, number) for number, one in enumerate(others)]),
        (t.Status, statuses),
        (t.HomeEntry, [{"status_id": one, **of_me} for one in said]),
        (t.Mention, [{"status_id": one, **of_me} for one in said]),
        (t.TalkState, [{"conversation_id": one, "newest_id": one, **of_me} for one in talks]),
        (t.StatusTag, [{"status_id": one, "name": name} for one in said for name in ("ev", "car")]),
        (t.Favourite, rows(said, "status_id", **of_me) + rows(known, "account_id", status_id=said[0])),
        (t.Bookmark, rows(said, "status_id", **of_me)),
        (t.Notification, told + waiting),
        (t.NotificationRequest, rows(shunned, "from_account_id", **of_me)),
        (t.Filter, [{"id": sieve, "title": "no", "contexts": ["home"], "action": "warn", **of_me}]),
        (t.FilterKeyword, rows([sieve], "filter_id", keyword="no")),
        (t.FilterStatus, rows(said[1:], "status_id", filter_id=sieve)),
        (t.Follow, rows(known, "target_account_id", **of_me) + rows(known, "account_id", **to_me)),
        (t.FollowRequest, rows(shunned, "account_id", **to_me)),
        (t.Block, rows(shunned, "target_account_id", **of_me)),
        (t.Mute, rows(shunned, "target_account_id", **of_me)),
        (t.Endorsement, rows(known, "target_account_id", **of_me)),
        (t.List, [{"id": listed, "title": "friends", **of_me}]),
        (t.ListMember, rows(known, "account_id", list_id=listed)),
        (t.FollowedTag, rows([me, *others], "account_id", name="ev")),
        (t.FeaturedTag, rows([me, *others], "account_id", name="ev")),
        (t.Poll, [{"id": poll, "status_id": said[0], "options": [{"title": "a", "votes": 1}], **of_me}]),
        (t.PollVote, [{"poll_id": poll, "account_id": one, "choices": 1} for one in known]),
        (t.Media, [{"id": poll, "status_id": said[0], **of_me, **picture}]),
        (t.StatusEdit, rows([said[0]], "status_id", **was)),
        (
            t.ScheduledStatus,
            rows([me], "account_id", scheduled_at=at + timedelta(days=1), params={"media_ids": None}),
        ),
    ]
    async with feed.database.writing() as session:
        for table, those in tables:
            await session.execute(insert(table), those)
    car = await _a_car_to_follow(feed, reader, shunned)
    named = {"me": me, "other": known[0], "status": said[0], "told": told[0]["id"], "car": car}
    return named | {"list": listed, "poll": poll, "sieve": sieve}


async def _a_car_to_follow(feed: Feed, owner: Person, who_ask: Sequence[int]) -> int:
    car = int(await feed.car("JT1BK40E", owner=owner))
    await feed.tell(str(car), Snapshot(observed_at=feed.clock(), soc_percent=80.0))
    asking = [{"id": feed.ids.next(), "account_id": one, "target_account_id": car} for one in who_ask]
    async with feed.database.writing() as session:
        await session.execute(insert(t.FollowRequest), asking)
    return car


def _account(account_id: int, number: int) -> dict[str, Any]:
    name = f"other{number}"
    return {"id": account_id, "kind": "person", "username": name, "username_key": name}


def _statuses(
    said: Sequence[int], authors: Sequence[int], poll: int, at: datetime
) -> Iterator[dict[str, Any]]:
    """Conversations of ten, of every visibility; the first status is asked, answered, shown and boosted."""
    for number, status_id in enumerate(said):
        boosts = 0 < number < len(authors)
        seen_by = "public" if number < len(authors) else ("public", "private", "direct")[number % 3]
        yield {
            "id": status_id,
            "account_id": authors[number % len(authors)],
            "text": "words #ev",
            "visibility": seen_by,
            "tags": ["ev", "car"],
            "conversation_id": status_id if seen_by == "direct" else said[number // 10 * 10],
            "in_reply_to_id": said[number - 1] if number % 10 else None,
            "reblog_of_id": said[0] if boosts else None,
            "reblog_of_account_id": authors[0] if boosts else None,
            "media_ids": [poll] if number == 0 else [],
            "has_media": number == 0,
            "poll_id": poll if number == 0 else None,
            "pinned_at": at if number == 0 else None,
        }
