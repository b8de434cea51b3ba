"""The cars' states as they were last committed."""

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
import structlog
from sqlalchemy import Connection, select

from gateway.car.state import CarState
from gateway.delivery.tables import car_state

log = structlog.get_logger()


def load_states(connection: Connection, car_ids: Sequence[str]) -> dict[str, CarState]:
    """The states we have of these cars; a car never heard of is not among them.

    Nor is one that an older gateway kept in a shape nobody reads any more: it is met anew, and its first
    words are no news.
    """
    query = select(car_state.c.car_id, car_state.c.state).where(car_state.c.car_id.in_(car_ids))
    states, unreadable = {}, 0
    for car_id, text in connection.execute(query):
        try:
            states[car_id] = msgspec.json.decode(text, type=CarState)
        except msgspec.ValidationError:
            unreadable += 1
    if unreadable:
        log.warning("states of an older shape are not read, their cars are met anew", count=unreadable)
    return states


def waking_times(connection: Connection) -> list[tuple[datetime, str]]:
    """When each car that only waits for time to pass is to be woken."""
    query = select(car_state.c.wake_at, car_state.c.car_id).where(car_state.c.wake_at.is_not(None))
    return [(datetime.fromtimestamp(wake_at, UTC), car_id) for wake_at, car_id in connection.execute(query)]
