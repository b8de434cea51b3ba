"""The live pictures of cars: the newest word of each, whatever the order in which words arrive."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import case, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.snapshot import Snapshot, Town
from feed.social.veils import Veil
from feed.social.whereabouts import is_veiled
from feed.store.car_tables import CarSnapshot
from feed.store.upsert import insert_into

_PLAIN = tuple(field.name for field in fields(Snapshot) if field.name not in {"town", "left_veil_at"})


async def keep_newest(
    session: AsyncSession,
    told: Sequence[tuple[int, Snapshot]],
    *,
    veils: Mapping[int, Sequence[Veil]] | None = None,
) -> None:
    """Each account's live picture is the newest of what it was and what is told here.

    `veils`, by account, hang around its owner's places. When a car comes out from behind one is kept too.
    """
    statement = insert_into(session, CarSnapshot)
    told_now = statement.excluded
    left_veil_at = case(
        (told_now.is_veiled, None),
        (CarSnapshot.is_veiled, told_now.observed_at),
        else_=CarSnapshot.left_veil_at,
    )
    newest_wins = statement.on_conflict_do_update(
        index_elements=["account_id"],
        set_={name: told_now[name] for name in (*_PLAIN, "town_en", "town_ja", "is_veiled")}
        | {"left_veil_at": left_veil_at},
        where=told_now.observed_at > CarSnapshot.observed_at,
    )
    around = veils or {}
    rows = [_row(one, snapshot, around.get(one, ())) for one, snapshot in told]
    await session.execute(newest_wins, rows)


async def newest(session: AsyncSession, account_ids: Collection[int]) -> dict[int, Snapshot]:
    """The live pictures of these accounts, for those that have one."""
    query = select(CarSnapshot).where(CarSnapshot.account_id.in_(account_ids))
    return {row.account_id: _snapshot(row) for row in await session.scalars(query)}


async def forget(session: AsyncSession, account_id: int) -> None:
    """Nothing of this account is left."""
    await session.execute(delete(CarSnapshot).where(CarSnapshot.account_id == account_id))


def _row(account_id: int, snapshot: Snapshot, veils: Sequence[Veil]) -> dict[str, Any]:
    plain = {name: getattr(snapshot, name) for name in _PLAIN}
    town = snapshot.town
    return plain | {
        "account_id": account_id,
        "town_en": town and town.en,
        "town_ja": town and town.ja,
        "is_veiled": is_veiled(snapshot, veils),
    }


def _snapshot(row: CarSnapshot) -> Snapshot:
    town = Town(en=row.town_en, ja=row.town_ja) if row.town_en and row.town_ja else None
    return Snapshot(town=town, left_veil_at=row.left_veil_at, **{name: getattr(row, name) for name in _PLAIN})
