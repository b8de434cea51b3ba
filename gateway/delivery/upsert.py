"""Rows written all at once, and safe to write twice."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, Any]  # by column name


def add(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows that are not there yet."""
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), rows)


def replace(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows, each in the place of the one with its primary key; of two such rows, the latter."""
    if rows:
        key = itemgetter(*table.primary_key.columns.keys())
        insert = _insert(connection, table)
        others = {column.name: insert.excluded[column.name] for column in table.c if not column.primary_key}
        upsert = insert.on_conflict_do_update(index_elements=table.primary_key, set_=others)
        connection.execute(upsert, list({key(row): row for row in rows}.values()))


def _insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
