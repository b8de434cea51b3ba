"""A dealer's fleet of any size, straight into the tables."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from feed.ids import Ids
from feed.store.base import Base
from feed.store.car_tables import Car, CarHistory, CarShare, CarSnapshot
from feed.store.database import Database
from feed.store.tables import Account

NAMES = ("Aoba", "Hana", "Kei", "Sora", "はやて")
KINDS = ["aux_battery_low", "service_due", "trouble_code", "tyre_low"]
AT_ONCE = 5_000  # rows


async def entrust_many(
    database: Database, *, dealer_id: int, owner_id: int, count: int, ids: Ids, now: datetime
) -> list[int]:
    """So many cars, the first half of them by one of their owner's places; gives their accounts."""
    accounts = [ids.next() for _ in range(count)]
    rows = [_rows(number, account, owner_id, dealer_id, now) for number, account in enumerate(accounts)]
    async with database.writing() as session:
        connection = await session.connection()
        for table in (Account, Car, CarShare, CarSnapshot, CarHistory):
            those = [row for of_car in rows for row in of_car[table]]
            for start in range(0, len(those), AT_ONCE):
                await connection.execute(insert(table), those[start : start + AT_ONCE])
    return accounts


def _rows(
    number: int, account: int, owner_id: int, dealer_id: int, now: datetime
) -> dict[type[Base], list[dict[str, Any]]]:
    name, car_id = f"car{number:05}", f"FLEET-{number:05}"
    seen = _seen(number) | {"account_id": account}
    observed_at = now - timedelta(minutes=number % 50)
    return {
        Account: [
            {
                "id": account,
                "kind": "car",
                "username": name,
                "username_key": name,
                "display_name": f"{NAMES[number % len(NAMES)]} {number}",
                "locked": True,
            }
        ],
        Car: [
            {
                "car_id": car_id,
                "account_id": account,
                "dialect": "native",
                "owner_id": owner_id,
                "revision": 1_000_000 + number,
            }
        ],
        CarShare: [
            {"car_id": car_id, "account_id": dealer_id, "kinds": KINDS, "until": now + timedelta(days=30)}
        ],
        CarSnapshot: [seen | {"observed_at": observed_at, "is_veiled": number % 2 == 0}],
        CarHistory: [
            seen | {"observed_at": at, "bucket": int(at.timestamp()) // 300} for at in _moments(observed_at)
        ],
    }


def _moments(last: datetime) -> Iterator[datetime]:
    return (last - timedelta(minutes=minutes) for minutes in range(0, 60, 5))


def _seen(number: int) -> dict[str, Any]:
    charging = number % 7 == 0
    return {
        "presence": "charging" if charging else ("online", "asleep", "lost", "driving")[number % 4],
        "soc_percent": 5.0 + number * 37 % 95,
        "range_km": 20.0 + number * 37 % 380,
        "charge_state": "charging" if charging else "unplugged",
        "service_in_km": -200.0 + number * 53 % 15_000,
        "trouble_codes": "P0A80" if number % 11 == 0 else "",
        "tyre_kpa": [240.0, 240.0, 238.0, 241.0],
        "tyre_state": "low" if number % 13 == 0 else "well",
        "aux_battery_v": 11.0 if number % 17 == 0 else 12.5,
        "aux_battery_low": number % 17 == 0,
    }
