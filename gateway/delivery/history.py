"""Drives, charges, events and posts in the order they happened, read as they are asked for."""

import heapq
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, RowMapping, Table, inspect, select

from gateway.delivery.tables import charges, drives, events, outbox

PAGE = 500  # rows held at a time, of each kind
UNTOLD = frozenset(
    {"kind", "car_id", "at", "reasons", "lat", "lon"}
)  # of an event; a place is told to nobody

HistoryRow = Mapping[str, Any]  # kind, car_id, at, and the figures of that kind with their units


def has_history(connection: Connection) -> bool:
    """Whether a gateway has ever kept anything here."""
    return inspect(connection).has_table(outbox.name)


def read_history(connection: Connection, *, car_id: str | None = None) -> Iterator[HistoryRow]:
    """Everything the store holds of one car or of all, oldest first."""
    return heapq.merge(
        (_drive(row) for row in _rows(connection, drives, drives.c.started_at, car_id)),
        (_charge(row) for row in _rows(connection, charges, charges.c.started_at, car_id)),
        (_event(row) for row in _rows(connection, events, events.c.at, car_id)),
        (_post(row) for row in _rows(connection, outbox, outbox.c.at, car_id)),
        key=itemgetter("at"),
    )


def _rows(
    connection: Connection, table: Table, at: ColumnElement[Any], car_id: str | None
) -> Iterator[RowMapping]:
    query = select(table).order_by(at, *table.primary_key)
    if car_id is not None:
        query = query.where(table.c.car_id == car_id)
    yield from connection.execute(query.execution_options(yield_per=PAGE)).mappings()


def _drive(row: RowMapping) -> HistoryRow:
    return {"kind": "drive", "car_id": row["car_id"], "at": row["started_at"], **row}


def _charge(row: RowMapping) -> HistoryRow:
    minutes = (row["ended_at"] - row["started_at"]).total_seconds() / 60
    return {"kind": "charge", "car_id": row["car_id"], "at": row["started_at"], **row, "minutes": minutes}


def _event(row: RowMapping) -> HistoryRow:
    event = msgspec.json.decode(row["event"], type=dict[str, Any])
    figures = {name: value for name, value in event.items() if name not in UNTOLD}
    return {"kind": "event", "car_id": row["car_id"], "at": row["at"], "event": row["kind"], **figures}


def _post(row: RowMapping) -> HistoryRow:
    told = ("text", "visibility", "language", "status", "status_id", "key")
    return {
        "kind": "post",
        "car_id": row["car_id"],
        "at": row["at"],
        "event": row["kind"],
        **{name: row[name] for name in told},
    }
