"""The cars' states as they were last committed."""

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, select

from gateway.car.state import CarState
from gateway.delivery.tables import car_state


def load_states(connection: Connection, car_ids: Sequence[str]) -> dict[str, CarState]:
    """The states we have of these cars; a car never heard of is not among them."""
    query = select(car_state.c.state).where(car_state.c.car_id.in_(car_ids))
    states = [msgspec.json.decode(text, type=CarState) for text in connection.scalars(query)]
    return {state.car_id: state for state in states}


def waking_times(connection: Connection) -> list[tuple[datetime, str]]:
    """When each car that only waits for time to pass is to be woken."""
    query = select(car_state.c.wake_at, car_state.c.car_id).where(car_state.c.wake_at.is_not(None))
    return [(datetime.fromtimestamp(wake_at, UTC), car_id) for wake_at, car_id in connection.execute(query)]
