"""What the database is asked, and how much of its tables it goes through for that."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from feed.store.base import Base
from tests.builders.feed import Feed

_OF_TABLE = re.compile(r"(SCAN|SEARCH|Seq Scan on) (\w+?)(_\d+)?(?= |$)")
_SAYS_LITTLE = {"visibility"}  # most statuses have the same one: an index of it alone is no help
_A_PAGE = re.compile(r"\.id IN \((\?|\$\d)")  # what is named by its ids may be put in order

Asked = tuple[str, Any]  # a statement and its values


@contextmanager
def asked_of(feed: Feed) -> Iterator[list[Asked]]:
    """What the database is asked while the block runs."""
    asked: list[Asked] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_rest: object) -> None:  # noqa: ANN401
        asked.append((statement, values[0] if isinstance(values, list) else values))

    engines = feed.database.reader.sync_engine, feed.database.writer.sync_engine
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


async def toil_of(feed: Feed, asked: list[Asked]) -> dict[str, str]:
    """Which tables are walked through and whether much is sorted, each with the line of the plan."""
    found = {}
    explain = "EXPLAIN " if feed.database.is_postgresql else "EXPLAIN QUERY PLAN "
    async with feed.database.writer.begin() as connection:
        if feed.database.is_postgresql:
            await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # unless there is no index
        for statement, values in asked:
            if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
                for row in await connection.exec_driver_sql(explain + statement, tuple(values)):
                    if toil := _toil_in(row[-1], statement):
                        found[toil] = f"{row[-1].strip()}, of …{' '.join(statement.split())[-300:]}"
    return found


def _toil_in(line: str, statement: str) -> str | None:
    if "TEMP B-TREE FOR" in line and "ORDER BY" in line and not _A_PAGE.search(statement):
        return "sorts"
    table = _OF_TABLE.search(line)
    if table is None or table[2] not in Base.metadata.tables:
        return None
    known = set(re.findall(r"(\w+)=\?", line)) - _SAYS_LITTLE
    return None if table[1] == "SEARCH" and known and "AUTOMATIC" not in line else f"walks {table[2]}"
