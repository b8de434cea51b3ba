"""The register of cars: who they are, whose, and what changed since a revision."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from feed.store.car_tables import Car, CarRevision
from feed.store.paging import Page, Slice, read_entities
from feed.store.tables import Account, Follow
from feed.store.upsert import insert_into


@dataclass(frozen=True, slots=True)
class RegisteredCar:
    """A car with its own account and its owner's."""

    car: Car
    account: Account
    owner: Account | None


async def raise_revision(session: AsyncSession, by: int = 1) -> int:
    """The newest revision, after `by` changes more.

    The counter stays locked until the transaction ends. So revisions become visible in their order, and who
    raised first may look at the register and trust that nobody else is changing it.
    """
    statement = (
        insert_into(session, CarRevision)
        .values(id=1, value=by)
        .on_conflict_do_update(index_elements=["id"], set_={"value": CarRevision.value + by})
        .returning(CarRevision.value)
    )
    return (await session.execute(statement)).scalar_one()


async def changed_after(session: AsyncSession, revision: int, *, limit: int | None) -> list[RegisteredCar]:
    """The cars whose register changed after a revision, oldest change first."""
    query = _registered().where(Car.revision > revision).order_by(Car.revision).limit(limit)
    return await _all(session, query)


async def by_car_ids(session: AsyncSession, car_ids: Collection[str]) -> list[RegisteredCar]:
    """The cars known by these ids of theirs, in no order."""
    return [
        RegisteredCar(*row) for row in await session.execute(_registered().where(Car.car_id.in_(car_ids)))
    ]


async def of_accounts(session: AsyncSession, account_ids: Collection[int]) -> list[RegisteredCar]:
    """The cars that speak through these accounts now, in no order; a person's account has none."""
    return await _all(session, _registered().where(Car.account_id.in_(account_ids)))


async def owned_by(session: AsyncSession, owner_id: int) -> list[RegisteredCar]:
    """The cars of an owner, in no order."""
    return await _all(session, _registered().where(Car.owner_id == owner_id))


async def near_to(session: AsyncSession, viewer_id: int) -> list[RegisteredCar]:
    """The cars this account owns or follows: own ones first, then by name."""
    follows = select(Follow.target_account_id).where(Follow.account_id == viewer_id)
    query = _registered().where(or_(Car.owner_id == viewer_id, Car.account_id.in_(follows)))
    found = await _all(session, query)
    return sorted(
        found, key=lambda one: (one.car.owner_id != viewer_id, one.account.display_name, one.account.id)
    )


async def search(
    session: AsyncSession, page: Page, *, words: str, only: str | None = None
) -> Slice[RegisteredCar]:
    """The register, the newest account first; `only` is owned, ownerless or silent.

    The words may stand anywhere in a car's name, begin its username or its owner's, or end its own id.
    """
    own, owner, query = _joined()
    if words:
        key = words.lower().lstrip("@")
        query = query.where(
            or_(
                func.lower(own.display_name).contains(key, autoescape=True),
                own.username_key.startswith(key, autoescape=True),
                owner.username_key.startswith(key, autoescape=True),
                func.lower(Car.car_id).endswith(key, autoescape=True),
            )
        )
    wanted = {
        "owned": Car.owner_id.is_not(None),
        "ownerless": Car.owner_id.is_(None),
        "silent": Car.enabled.is_(False),
    }
    if only is not None:
        query = query.where(wanted[only])
    found = await read_entities(session, query.with_only_columns(Car), Car.account_id, page)
    known = {
        one.car.account_id: one for one in await of_accounts(session, [car.account_id for car in found.rows])
    }
    rows = [known[car.account_id] for car in found.rows]
    return Slice(rows=rows, older_than=found.older_than, newer_than=found.newer_than)


async def known_by(session: AsyncSession, car_ids: Collection[str]) -> dict[str, Car]:
    """The register's rows by car id, for those that are known."""
    return {car.car_id: car for car in await session.scalars(select(Car).where(Car.car_id.in_(car_ids)))}


async def claimable(session: AsyncSession, digest: str, *, now: datetime) -> Car | None:
    """The car that waits for an owner with this claim code, if the code is not out of date."""
    query = select(Car).where(Car.claim_digest == digest, Car.claim_expires_at > now, Car.owner_id.is_(None))
    return (await session.scalars(query)).one_or_none()


def _registered() -> Select[Car, Account, Account]:
    return _joined()[2]


def _joined() -> tuple[type[Account], type[Account], Select[Car, Account, Account]]:
    """A car's own account and its owner's, and the register with both."""
    own, owner = aliased(Account), aliased(Account)
    query = (
        select(Car, own, owner).join(own, Car.account_id == own.id).outerjoin(owner, Car.owner_id == owner.id)
    )
    return own, owner, query


async def _all(session: AsyncSession, query: Select[Car, Account, Account]) -> list[RegisteredCar]:
    return [RegisteredCar(car, account, owner) for car, account, owner in await session.execute(query)]
