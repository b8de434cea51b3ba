"""The live pictures of cars: the newest word of each, whatever the order in which words arrive."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.snapshot import Snapshot, Town
from feed.store.car_tables import CarSnapshot
from feed.store.upsert import insert_into

_PLAIN = tuple(field.name for field in fields(Snapshot) if field.name != "town")


async def keep_newest(session: AsyncSession, told: Sequence[tuple[int, Snapshot]]) -> None:
    """Each account's live picture is the newest of what it was and what is told here."""
    statement = insert_into(session, CarSnapshot)
    newest_wins = statement.on_conflict_do_update(
        index_elements=["account_id"],
        set_={name: statement.excluded[name] for name in (*_PLAIN, "town_en", "town_ja")},
        where=statement.excluded.observed_at > CarSnapshot.observed_at,
    )
    await session.execute(newest_wins, [_row(account_id, snapshot) for account_id, snapshot in told])


async def newest(session: AsyncSession, account_ids: Collection[int]) -> dict[int, Snapshot]:
    """The live pictures of these accounts, for those that have one."""
    query = select(CarSnapshot).where(CarSnapshot.account_id.in_(account_ids))
    return {row.account_id: _snapshot(row) for row in await session.scalars(query)}


async def forget(session: AsyncSession, account_id: int) -> None:
    """Nothing of this account is left."""
    await session.execute(delete(CarSnapshot).where(CarSnapshot.account_id == account_id))


def _row(account_id: int, snapshot: Snapshot) -> dict[str, Any]:
    plain = {name: getattr(snapshot, name) for name in _PLAIN}
    town = snapshot.town
    return {"account_id": account_id, "town_en": town and town.en, "town_ja": town and town.ja} | plain


def _snapshot(row: CarSnapshot) -> Snapshot:
    town = Town(en=row.town_en, ja=row.town_ja) if row.town_en and row.town_ja else None
    return Snapshot(town=town, **{name: getattr(row, name) for name in _PLAIN})
