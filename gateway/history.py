"""What a store holds, oldest first: a line, or a JSON object, for each drive, charge, event and post."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
import sqlalchemy

from gateway.delivery.history import HistoryRow, has_history, read_history
from gateway.delivery.store import engine_for, shown
from gateway.settings import ConfigError


def history_lines(database: str, *, car_id: str | None, as_json: bool) -> Iterator[str]:
    """The lines, made while they are asked for. Raises ConfigError when no gateway has written there."""
    engine = engine_for(database)
    nothing = ConfigError(f"database: there is no gateway's history at {shown(database)}")
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists():
        raise nothing  # or SQLite would make an empty one
    try:
        with engine.connect() as connection:
            if not has_history(connection):
                raise nothing
            for row in read_history(connection, car_id=car_id):
                yield msgspec.json.encode(row).decode() if as_json else _line(row)
    except sqlalchemy.exc.OperationalError as error:
        raise ConfigError(f"database: {error.orig}") from error
    finally:
        engine.dispose()


def _line(row: HistoryRow) -> str:
    figures = " ".join(
        f"{name}={_figure(value)}"
        for name, value in row.items()
        if name not in {"kind", "car_id", "at", "started_at"} and value is not None
    )
    return f"{_figure(row['at'])}  {row['car_id']}  {row['kind']:<6}  {figures}"


def _figure(value: object) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%SZ")
    return f"{value:.4g}" if isinstance(value, float) else str(value)
