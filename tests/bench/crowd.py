"""Databases full of members who said a lot, or are about to."""

import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from typing import Any

from sqlalchemy import insert, text

from feed.ids import Ids
from feed.social.text import to_html
from feed.store.base import Base
from feed.store.database import Database
from feed.store.migrations import migrate
from feed.store.tables import Account, Follow, HomeEntry, Mention, Status, StatusTag, Token, User
from feed.store.tokens import digest

STATUSES = 100_000
AUTHORS = 200
FOLLOWED = 100
PUBLIC_URL = "http://127.0.0.1:8080"
_AT_ONCE = 2_000


async def a_crowd(database_url: str) -> str:
    """Fills the database, and gives the token of a reader who follows half of the authors."""
    ids = _ids()
    async with _fresh(database_url) as database:
        reader, secret = await _member(database, ids, 0, "read")
        authors = [ids.next() for _ in range(AUTHORS)]
        await _put(database, Account, (_account(one, n) for n, one in enumerate(authors, start=1)))
        followed = set(authors[:FOLLOWED])
        await _put(database, Follow, (_follow(ids, reader, one) for one in sorted(followed)))
        said = [(ids.next(), authors[n % AUTHORS]) for n in range(STATUSES)]
        await _put(database, Status, (_status(status_id, author, reader) for status_id, author in said))
        at_home = ({"account_id": reader, "status_id": one} for one, author in said if author in followed)
        await _put(database, HomeEntry, at_home)
        await _put(database, Mention, ({"status_id": one, "account_id": reader} for one, _ in said))
        await _put(database, StatusTag, ({"status_id": one, "name": "ev"} for one, _ in said))
        async with database.writing() as session:
            await session.execute(text("ANALYZE"))  # as the database does by itself after a while
    return secret


async def a_speaker_and_listeners(database_url: str, listeners: int) -> tuple[str, list[str]]:
    """The tokens of a member who speaks, and of as many who follow them."""
    ids = _ids()
    async with _fresh(database_url) as database:
        speaker, secret = await _member(database, ids, 0, "write")
        secrets_of_listeners = []
        for number in range(1, listeners + 1):
            listener, listeners_secret = await _member(database, ids, number, "read")
            await _put(database, Follow, [_follow(ids, listener, speaker)])
            secrets_of_listeners.append(listeners_secret)
    return secret, secrets_of_listeners


@asynccontextmanager
async def _fresh(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    try:
        await migrate(database)
        yield database
    finally:
        await database.close()


def _ids() -> Ids:
    clock = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n) for n in count())
    return Ids(lambda: next(clock))


async def _member(database: Database, ids: Ids, number: int, scopes: str) -> tuple[int, str]:
    account_id, user_id, secret = ids.next(), ids.next(), secrets.token_urlsafe(32)
    token = {"id": ids.next(), "token_hash": digest(secret), "user_id": user_id, "scopes": scopes}
    await _put(database, Account, [_account(account_id, number)])
    await _put(database, User, [{"id": user_id, "account_id": account_id, "password_hash": "none"}])
    await _put(database, Token, [token])
    return account_id, secret


def _follow(ids: Ids, follower: int, target: int) -> dict[str, Any]:
    return {"id": ids.next(), "account_id": follower, "target_account_id": target}


def _account(account_id: int, number: int) -> dict[str, Any]:
    return {
        "id": account_id,
        "kind": "car" if number % 2 else "person",
        "username": f"member{number}",
        "username_key": f"member{number}",
        "display_name": f"Member {number}",
    }


def _status(status_id: int, author: int, reader: int) -> dict[str, Any]:
    words = f"Charged to 80 %, full by 2:15. See you tomorrow @member0 #ev number {status_id}"
    return {
        "id": status_id,
        "account_id": author,
        "text": words,
        "content": to_html(words, names={"member0": "member0"}, public_url=PUBLIC_URL),
        "visibility": ("public", "private")[author % 3 == 0],
        "language": "en",
        "spoken_to": [[reader, "member0"]],
        "tags": ["ev"],
        "conversation_id": status_id,
    }


async def _put(database: Database, table: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    waiting = iter(rows)
    while portion := list(islice(waiting, _AT_ONCE)):
        async with database.writing() as session:
            await session.execute(insert(table), portion)
