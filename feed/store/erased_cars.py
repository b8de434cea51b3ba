"""Cars that were erased: a keyed hash of each id, so that it is known again although it is not known.

Without the server's key the ids cannot be found by trying them all, although a VIN is easily guessed.
"""

import hmac
import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.car_tables import ErasedCar
from feed.store.pushes import server_key
from feed.store.tables import ServerKey
from feed.store.upsert import insert_into

_KEY = "erased cars"
_KEY_BYTES = 32


async def remember(session: AsyncSession, car_id: str, *, now: datetime) -> None:
    """The car was erased."""
    key = await server_key(session, _KEY, secrets.token_hex(_KEY_BYTES))
    statement = insert_into(session, ErasedCar).values(digest=_digest(key, car_id), erased_at=now)
    await session.execute(statement.on_conflict_do_nothing())


async def among(session: AsyncSession, car_ids: Collection[str]) -> frozenset[str]:
    """Those of the cars that were erased."""
    key = await session.scalar(select(ServerKey.value).where(ServerKey.name == _KEY))
    if key is None:  # none ever was
        return frozenset()
    by_digest = {_digest(key, car_id): car_id for car_id in car_ids}
    query = select(ErasedCar.digest).where(ErasedCar.digest.in_(by_digest))
    return frozenset(by_digest[digest] for digest in await session.scalars(query))


async def forget(session: AsyncSession, car_id: str) -> None:
    """The car may come again, if it ever went."""
    key = await server_key(session, _KEY, secrets.token_hex(_KEY_BYTES))
    await session.execute(delete(ErasedCar).where(ErasedCar.digest == _digest(key, car_id)))


def _digest(key: str, car_id: str) -> str:
    return hmac.digest(bytes.fromhex(key), car_id.encode(), "sha256").hex()
