"""One reading, or time alone, moves a car's state and makes news."""

from datetime import datetime

import msgspec

from gateway.car.bounds import Bounds
from gateway.car.events import Charge, Drive, Event
from gateway.car.reading import Reading
from gateway.car.state import CarState


class Heard(msgspec.Struct, frozen=True):
    """What hearing something left behind. The state is the very same object when nothing changed."""

    state: CarState
    events: tuple[Event, ...] = ()  # in the order they are to be told
    drives: tuple[Drive, ...] = ()  # finished in this step, told or not
    charges: tuple[Charge, ...] = ()


def hear(before: CarState, reading: Reading, bounds: Bounds, *, now: datetime) -> Heard:  # noqa: ARG001
    """Take one reading in: once, in order, and with the time before it lived through."""
    return Heard(before)


def pass_time(before: CarState, bounds: Bounds, *, now: datetime) -> Heard:  # noqa: ARG001
    """Let everything happen that was only waiting for `now`. Call it when `wake_at` has come."""
    return Heard(before)
