"""What the gateway remembers about itself: one value a name."""

from datetime import datetime

from sqlalchemy import Connection, select

from gateway.delivery.tables import meta
from gateway.delivery.upsert import replace

SIM_CLOCK = "sim_clock"


def read_meta(connection: Connection, name: str) -> str | None:
    """What was last written under a name; None when nothing was."""
    return connection.scalar(select(meta.c.value).where(meta.c.name == name))


def write_meta(connection: Connection, name: str, value: str) -> None:
    """Remember a value, instead of the one before."""
    replace(connection, meta, [{"name": name, "value": value}])


def read_sim_clock(connection: Connection) -> datetime | None:
    """The simulated world's time when we last wrote; None when it was never told."""
    text = read_meta(connection, SIM_CLOCK)
    return None if text is None else datetime.fromisoformat(text)
