"""What a digest tells: what one's cars said since the last, and what waits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import first_id_at, moment_of
from feed.store import accounts, cars, markers, notifications
from feed.store.tables import Account, DigestWish, HomeEntry, Status, User
from feed.store.upsert import insert_into

MOST_OF_A_CAR = 30
MOST_COUNTED = 99
_NOTIFICATIONS = "notifications"  # the name of their timeline among the markers


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something a car said."""

    at: datetime
    words: str
    path: str
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarDay:
    """A car, and what it said, oldest first."""

    name: str
    path: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """All that one letter tells."""

    cars: tuple[CarDay, ...]
    unread: int  # notices
    asking: int  # who would like to follow the member or a car

    @property
    def is_empty(self) -> bool:
        """There is nothing to write about."""
        return not (self.cars or self.unread or self.asking)


async def digest_of(session: AsyncSession, user: User, *, since: datetime) -> Digest:
    """What there is to tell this user."""
    own = [one.account for one in await cars.owned_by(session, user.account_id)]
    days = [await _day(session, user.account_id, car, since) for car in own]
    read = await markers.last_read(session, user.account_id, _NOTIFICATIONS)
    asked = (user.account_id, *(car.id for car in own))
    asking = [await accounts.count_asking_to_follow(session, one) for one in asked]
    return Digest(
        cars=tuple(day for day in days if day.lines),
        unread=await notifications.unread(session, user.account_id, after=read, most=MOST_COUNTED),
        asking=sum(asking),
    )


async def wish_of(session: AsyncSession, user_id: int) -> DigestWish | None:
    """How the user would like to have digests; None: not at all."""
    return await session.get(DigestWish, user_id)


async def keep(session: AsyncSession, user_id: int, **wish: object) -> None:
    """The user has digests like this from now on."""
    statement = insert_into(session, DigestWish).values(user_id=user_id, **wish)
    await session.execute(statement.on_conflict_do_update(index_elements=["user_id"], set_=wish))


async def forget(session: AsyncSession, user_id: int) -> None:
    """The user has no digests."""
    await session.execute(delete(DigestWish).where(DigestWish.user_id == user_id))


async def due(session: AsyncSession, *, now: datetime, most: int) -> list[tuple[DigestWish, User]]:
    """Wishes whose moment has come, with who wished; nobody else takes them until the commit."""
    query = (
        select(DigestWish, User)
        .join(User, User.id == DigestWish.user_id)
        .where(DigestWish.next_at <= now)
        .order_by(DigestWish.next_at)
        .limit(most)
        .with_for_update(skip_locked=True, of=DigestWish)
    )
    return [(wish, user) for wish, user in await session.execute(query)]


async def _day(session: AsyncSession, reader_id: int, car: Account, since: datetime) -> CarDay:
    query = (
        select(Status)
        .join(HomeEntry, HomeEntry.status_id == Status.id)
        .where(HomeEntry.account_id == reader_id, Status.account_id == car.id)
        .where(Status.id >= first_id_at(since), Status.reblog_of_id.is_(None))
        .order_by(Status.id.desc())
        .limit(MOST_OF_A_CAR)
    )
    said = reversed(list(await session.scalars(query)))
    path = f"/@{car.username}"
    lines = tuple(
        Line(
            at=moment_of(one.id),
            words=one.spoiler_text or one.text,
            path=f"{path}/{one.id}",
            language=one.language,
        )
        for one in said
    )
    return CarDay(name=car.display_name or car.username, path=path, lines=lines)
