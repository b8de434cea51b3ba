"""A working day of some simulated cars, message by message, and what a gateway makes of it."""

from collections.abc import Iterator
from datetime import UTC, datetime

from firmware_sim.dialects import native
from gateway.car.bounds import Bounds
from gateway.car.hear import Heard, hear
from gateway.car.reading import Reading
from gateway.car.state import CarState
from gateway.dialects import DIALECTS
from gateway.dialects.message import Message
from tests.builders.firmware_sim import MONDAY_MORNING, residents

DAY_S = 86_400

Step = tuple[Message, CarState, Heard]  # what came, what was known before, and what came of it


def days(cars: int) -> Iterator[list[Step]]:
    """The readings of a day for each car, from its first word to the next morning."""
    for number, resident in enumerate(residents(cars)):
        car_id, messages = f"BENCH-{number:07}", []
        for at_s in resident.days:
            if at_s > MONDAY_MORNING.timestamp() + DAY_S:
                break
            for said in resident.firmware.look(at_s):
                published = native.encode(car_id, said)
                messages.append(
                    Message(published.topic, published.payload, False, datetime.fromtimestamp(at_s, UTC))
                )
        steps = _lived(CarState(car_id=car_id), messages)
        yield [step for step in steps if step[0].topic.endswith("/telemetry")]


def decoded(message: Message) -> Reading:
    """The reading in a message that has one."""
    reading = DIALECTS["native"](message)
    assert reading is not None
    return reading


def _lived(state: CarState, messages: list[Message]) -> Iterator[Step]:
    for message in messages:
        before, reading = state, decoded(message)
        heard = hear(before, reading, Bounds(), now=reading.received_at)
        state = heard.state
        yield message, before, heard
