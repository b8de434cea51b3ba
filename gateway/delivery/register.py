"""Our own copy of the feed's register: a gateway started while the feed is away knows the cars' owners."""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, delete, select

from gateway.delivery.feed_wire import RegisterEntry
from gateway.delivery.meta import read_meta, write_meta
from gateway.delivery.tables import car_state, register
from gateway.delivery.upsert import replace

REVISION = "register_revision"


def write_entries(connection: Connection, entries: Iterable[RegisterEntry], *, revision: int | None) -> None:
    """Keep these entries, and with them up to which revision we know the register (None: as before)."""
    rows = [{"car_id": entry.car_id, "entry": msgspec.json.encode(entry).decode()} for entry in entries]
    replace(connection, register, rows)
    if revision is not None:
        write_meta(connection, REVISION, str(revision))


def read_entries(connection: Connection) -> tuple[list[RegisterEntry], int]:
    """All we know of the register, the earliest change first, and up to which revision."""
    texts = connection.scalars(select(register.c.entry))
    entries = [msgspec.json.decode(text, type=RegisterEntry) for text in texts]
    entries.sort(key=lambda entry: entry.revision)
    return entries, int(read_meta(connection, REVISION) or 0)


def drop_entry(connection: Connection, car_id: str) -> None:
    """Forget a car the feed no longer knows; its drafts wait until it is enrolled again."""
    connection.execute(delete(register).where(register.c.car_id == car_id))


def cars_not_in_register(connection: Connection) -> Sequence[str]:
    """Cars we have heard of and the feed has not."""
    query = select(car_state.c.car_id).where(car_state.c.car_id.not_in(select(register.c.car_id)))
    return connection.scalars(query).all()
