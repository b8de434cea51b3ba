"""A real feed on a real database, and people and apps in it."""

import secrets
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from feed.actions.car_changes import open_for_operator
from feed.actions.enrol import Newcomer, enrol
from feed.actions.passwords import Passwords
from feed.app import create_app
from feed.ids import Ids
from feed.keys import DATABASE, IDS
from feed.settings import Settings
from feed.social.roles import Role
from feed.social.snapshot import Snapshot
from feed.store import history, snapshots
from feed.store.database import Database
from feed.store.tables import Account, Follow, Token, User
from feed.store.tokens import digest
from tests.builders.contract import keep_to_the_contract
from tests.servers.tables import lay_tables


class Clock:
    """A clock that stands still until it is told how much later it is."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account and a token for everything a person may do."""

    username: str
    account_id: int
    user_id: int
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.token)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that listens on a free port of the loopback."""

    client: TestClient[web.Request, web.Application]
    clock: Clock

    @property
    def database(self) -> Database:
        return self.client.app[DATABASE]

    @property
    def ids(self) -> Ids:
        return self.client.app[IDS]

    async def person(
        self, username: str, *, role: Role = "member", scopes: str = "read write follow"
    ) -> Person:
        """A new member, signed in."""
        account_id, user_id = self.ids.next(), self.ids.next()
        async with self.database.writing() as session:
            session.add(
                Account(
                    id=account_id,
                    kind="person",
                    username=username,
                    username_key=username.lower(),
                    display_name=username.title(),
                )
            )
            await session.flush()
            session.add(User(id=user_id, account_id=account_id, password_hash="none", role=role))
        token = await self.token(scopes, user_id=user_id)
        return Person(username=username, account_id=account_id, user_id=user_id, token=token)

    async def token(self, scopes: str, *, user_id: int | None = None) -> str:
        """A token with these scopes, of a user or of an app for itself."""
        secret = secrets.token_urlsafe(32)
        async with self.database.writing() as session:
            session.add(Token(id=self.ids.next(), token_hash=digest(secret), user_id=user_id, scopes=scopes))
        return secret

    async def car(self, car_id: str, *, owner: Person | None = None, **settings: Any) -> str:  # noqa: ANN401
        """A car in the register, with some columns set, and the id of its account."""
        async with self.database.writing() as session:
            await enrol(session, [Newcomer(car_id=car_id, dialect="native")], language="en", ids=self.ids)
            registered = await open_for_operator(session, car_id)
            registered.car.owner_id = owner.account_id if owner else None
            for name, value in settings.items():
                setattr(registered.car, name, value)
            return str(registered.car.account_id)

    async def tell(self, account_id: str, snapshot: Snapshot) -> None:
        """The car of this account tells of itself."""
        async with self.database.writing() as session:
            await snapshots.keep_newest(session, [(int(account_id), snapshot)])
            await history.keep_last_of_bucket(session, [(int(account_id), snapshot)])

    async def follows(self, follower_id: int, target_id: int) -> None:
        """One account follows another, approved."""
        async with self.database.writing() as session:
            session.add(Follow(id=self.ids.next(), account_id=follower_id, target_account_id=target_id))

    async def get(self, path: str, headers: dict[str, str] | None = None, **query: str) -> Any:  # noqa: ANN401
        """What a path answers, which must be a success."""
        async with self.client.get(path, headers=headers, params=query) as response:
            assert response.status == 200, await response.text()
            return await response.json()


def bearer(token: str) -> dict[str, str]:
    """The header that shows a token."""
    return {"Authorization": f"Bearer {token}"}


@asynccontextmanager
async def a_feed(database_url: str, **settings: object) -> AsyncIterator[Feed]:
    """A feed on a fresh database; quick password hashes, everything else as the defaults have it."""
    quick = {"password_memory_kib": 8, "password_rounds": 1}
    with tempfile.TemporaryDirectory() as folder:
        chosen = Settings(database=database_url, **{"media_folder": Path(folder), **quick, **settings})
        clock = Clock()
        await lay_tables(database_url)
        app = create_app(chosen, clock=clock)
        misfits = keep_to_the_contract(app)
        async with TestClient(TestServer(app)) as client:
            yield Feed(client=client, clock=clock)
        assert not misfits, misfits


def quick_passwords() -> Passwords:
    """Hashes that cost next to nothing."""
    return Passwords(memory_kib=8, rounds=1)
