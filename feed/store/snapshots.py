"""The live pictures of cars: the newest word of each, whatever the order in which words arrive."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import BindParameter, bindparam, case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.health import FIGURES
from feed.social.snapshot import Snapshot, Town
from feed.social.veils import Veil
from feed.social.whereabouts import HELD_BACK_FOR, is_veiled
from feed.store.base import Moment
from feed.store.car_tables import CarSnapshot
from feed.store.health import health_from, health_row
from feed.store.upsert import insert_into

_COMES_OUT: BindParameter[Any] = bindparam("comes_out", type_=Moment())  # if it was behind a veil until now
_PLAIN = tuple(field.name for field in fields(Snapshot) if field.name not in {"town", "health", "shown_from"})


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
    shown_from = case(
        (told_now.is_veiled, None),
        (CarSnapshot.is_veiled, _COMES_OUT),
        else_=CarSnapshot.shown_from,
    )
    newest_wins = statement.on_conflict_do_update(
        index_elements=["account_id"],
        set_={name: told_now[name] for name in (*_PLAIN, *FIGURES, "town_en", "town_ja", "is_veiled")}
        | {"shown_from": shown_from},
        where=told_now.observed_at > CarSnapshot.observed_at,
    )
    around = veils or {}
    rows = [_row(one, snapshot, around.get(one, ())) for one, snapshot in told]
    await (await session.connection()).execute(newest_wins, rows)


async def newest(session: AsyncSession, account_ids: Collection[int]) -> dict[int, Snapshot]:
    """The live pictures of these accounts, for those that have one."""
    query = select(CarSnapshot).where(CarSnapshot.account_id.in_(account_ids))
    return {row.account_id: _snapshot(row) for row in await session.scalars(query)}


async def hang_veils(session: AsyncSession, account_id: int, veils: Sequence[Veil]) -> None:
    """The live picture of the account knows whether it is behind one of these, which hang anew."""
    seen = (await newest(session, [account_id])).get(account_id)
    if seen is not None:
        behind = update(CarSnapshot).where(CarSnapshot.account_id == account_id)
        await session.execute(behind.values(is_veiled=is_veiled(seen, veils)))


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
        "comes_out": snapshot.observed_at + HELD_BACK_FOR,
        **health_row(snapshot.health),
    }


def _snapshot(row: CarSnapshot) -> Snapshot:
    town = Town(en=row.town_en, ja=row.town_ja) if row.town_en and row.town_ja else None
    plain = {name: getattr(row, name) for name in _PLAIN}
    return Snapshot(**plain, town=town, health=health_from(row), shown_from=row.shown_from)
