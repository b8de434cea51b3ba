"""A dealer's fleet: the cars they are entrusted with, sifted and put in order by the database.

What counts is what the dealer may see, not what is so: by one of its owner's places a car is shown as it was
half an hour ago, and its health as far as it was opened. So no order and no count tells more than a row.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Label,
    Row,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.fleet import NEEDS, SILENT_FOR, Need, Wanted
from feed.social.health import FIGURES, OPENED_BY, SERVICE_SOON_DAYS, SERVICE_SOON_KM, Health
from feed.social.snapshot import LOW_PERCENT, Presence
from feed.social.whereabouts import LATE_BY
from feed.store.car_tables import Car, CarHistory, CarShare, CarSnapshot
from feed.store.health import health_from
from feed.store.history import last_bucket
from feed.store.tables import Account

_WORST_FIRST = {"flat": 0, "low": 1, "well": 2}
_SEEN = ("observed_at", "presence", "soc_percent", "range_km", "charge_state")


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetCar:
    """One line of the fleet. None is "not known", or not for the dealer."""

    account_id: int
    username: str
    nickname: str
    observed_at: datetime | None
    presence: Presence | None
    soc_percent: float | None
    range_km: float | None
    charge_state: str | None
    health: Health | None
    needs: tuple[Need, ...]


async def cars(
    session: AsyncSession,
    dealer_id: int,
    wanted: Wanted,
    *,
    now: datetime,
    limit: int | None = None,
    offset: int = 0,
    among: Collection[int] | None = None,
) -> list[FleetCar]:
    """The cars that are wanted, in the order that is; only those `among` these accounts, if any are named."""
    seen = _seen(dealer_id, now, among)
    those, order = _conditions(seen, wanted, now), _order(seen, wanted)
    if limit is None:
        return [_car(row) for row in await session.execute(_whole(seen, now).where(*those).order_by(*order))]
    query = select(seen.c.account_id).where(*those).order_by(*order).limit(limit).offset(offset)
    found = list(await session.scalars(query))  # only these are looked at closer
    rows = await session.execute(_whole(_seen(dealer_id, now, found), now))
    by_id = {row.account_id: _car(row) for row in rows}
    return [by_id[account_id] for account_id in found if account_id in by_id]


async def counts(session: AsyncSession, dealer_id: int, words: str, *, now: datetime) -> dict[str, int]:
    """How many cars there are in "all", and how many for each need; only those that the words find."""
    seen = _seen(dealer_id, now, None)
    needs = [func.count(case((_needs(seen, need, now), 1))).label(need) for need in NEEDS]
    query = select(func.count().label("all"), *needs).select_from(seen).where(*_named(seen, words))
    return dict((await session.execute(query)).mappings().one())


def _seen(dealer_id: int, now: datetime, among: Collection[int] | None) -> Subquery:
    """A row for each car of the dealer's, with what they may see."""
    trusted = _trusted(dealer_id, now, among)
    held_back = or_(CarSnapshot.is_veiled, CarSnapshot.observed_at < CarSnapshot.shown_from)
    earlier = and_(
        held_back,
        CarHistory.account_id == CarSnapshot.account_id,
        CarHistory.bucket == last_bucket(CarSnapshot.account_id, now - LATE_BY),
    )

    def shown(name: str) -> ColumnElement[Any]:
        return case((held_back, getattr(CarHistory, name)), else_=getattr(CarSnapshot, name))

    def opened(name: str) -> Label[Any]:
        kind = next(kind for kind, names in OPENED_BY.items() if name in names)
        return case((trusted.c[kind] == 1, shown(name))).label(name)

    query: Select[Any] = (
        select(
            Account.id.label("account_id"),
            Account.username,
            Account.display_name,
            *(shown(name).label(name) for name in _SEEN),
            *(opened(name) for name in FIGURES),
        )
        .select_from(trusted)
        .join(Account, Account.id == trusted.c.account_id)
        .outerjoin(CarSnapshot, CarSnapshot.account_id == trusted.c.account_id)
        .outerjoin(CarHistory, earlier)
    )
    return query.subquery("seen")


def _whole(seen: Subquery, now: datetime) -> Select[Any]:
    """All that is seen, and what each car needs."""
    return select(seen, *(_needs(seen, need, now).label(f"needs_{need}") for need in NEEDS))


def _trusted(dealer_id: int, now: datetime, among: Collection[int] | None) -> Subquery:
    """The cars the dealer is entrusted with, and which kinds of health that opens: 1 or 0."""
    kinds = cast(CarShare.kinds, String)
    query = (
        select(
            Car.account_id,
            *(func.max(case((kinds.contains(f'"{kind}"'), 1), else_=0)).label(kind) for kind in OPENED_BY),
        )
        .join(CarShare, CarShare.car_id == Car.car_id)
        .where(CarShare.account_id == dealer_id, CarShare.until > now)
        .group_by(Car.account_id)
    )
    return (query if among is None else query.where(Car.account_id.in_(among))).subquery("trusted")


def _conditions(seen: Subquery, wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    needed = [] if wanted.need is None else [_needs(seen, wanted.need, now)]
    return [*_named(seen, wanted.words), *needed]


def _named(seen: Subquery, words: str) -> list[ColumnElement[bool]]:
    if not words:
        return []
    names = (seen.c.display_name, seen.c.username)
    return [or_(*(func.lower(name).contains(words.lower(), autoescape=True) for name in names))]


def _needs(seen: Subquery, need: Need, now: datetime) -> ColumnElement[bool]:
    of = seen.c
    conditions: dict[Need, ColumnElement[bool]] = {
        "low": of.soc_percent <= LOW_PERCENT,
        "charging": of.charge_state == "charging",
        "silent": or_(of.presence == "lost", of.observed_at.is_(None), of.observed_at < now - SILENT_FOR),
        "service": or_(of.service_in_km <= SERVICE_SOON_KM, of.service_in_days <= SERVICE_SOON_DAYS),
        "trouble": of.trouble_codes > "",
        "tyres": of.tyre_state.in_(("low", "flat")),
        "battery": of.aux_battery_low.is_(True),
    }
    return conditions[need]


def _order(seen: Subquery, wanted: Wanted) -> list[ColumnElement[Any]]:
    """By the column, with what is not known at the end either way; then by name."""
    of = seen.c
    name = func.lower(of.display_name)
    columns: dict[str, ColumnElement[Any]] = {
        "name": name,
        "charge": of.soc_percent,
        "range": of.range_km,
        "presence": of.presence,
        "seen": of.observed_at,
        "service": of.service_in_km,
        "trouble": func.nullif(of.trouble_codes, ""),
        "tyres": case(_WORST_FIRST, value=of.tyre_state),
        "battery": of.aux_battery_v,
    }
    column = columns[wanted.column]
    return [column.is_(None), column.desc() if wanted.is_descending else column.asc(), name, of.account_id]


def _car(row: Row[Any]) -> FleetCar:
    return FleetCar(
        account_id=row.account_id,
        username=row.username,
        nickname=row.display_name or row.username,
        **{name: getattr(row, name) for name in _SEEN},
        health=health_from(row),
        needs=tuple(need for need in NEEDS if getattr(row, f"needs_{need}")),
    )
