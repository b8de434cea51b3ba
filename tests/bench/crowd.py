"""A feed's database with a hundred thousand statuses in it, and one who reads."""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice
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
    database = Database(database_url)
    await migrate(database)
    clock = iter(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n) for n in range(10**9))
    ids = Ids(lambda: next(clock))
    reader, secret = ids.next(), secrets.token_urlsafe(32)
    authors = [ids.next() for _ in range(AUTHORS)]
    user_id = ids.next()
    try:
        await _put(database, Account, (_account(one, n) for n, one in enumerate([reader, *authors])))
        await _put(database, User, [{"id": user_id, "account_id": reader, "password_hash": "none"}])
        await _put(
            database,
            Token,
            [{"id": ids.next(), "token_hash": digest(secret), "user_id": user_id, "scopes": "read"}],
        )
        followed = authors[:FOLLOWED]
        await _put(
            database,
            Follow,
            ({"id": ids.next(), "account_id": reader, "target_account_id": one} for one in followed),
        )
        said = [(ids.next(), authors[n % AUTHORS]) for n in range(STATUSES)]
        await _put(database, Status, (_status(status_id, author, reader) for status_id, author in said))
        for_reader = [status_id for status_id, author in said if author in set(followed)]
        await _put(database, HomeEntry, ({"account_id": reader, "status_id": one} for one in for_reader))
        await _put(database, Mention, ({"status_id": one, "account_id": reader} for one, _ in said))
        await _put(database, StatusTag, ({"status_id": one, "name": "ev"} for one, _ in said))
        async with database.writing() as session:
            await session.execute(text("ANALYZE"))  # as the database does by itself after a while
    finally:
        await database.close()
    return secret


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
