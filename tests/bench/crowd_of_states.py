"""What a car costs in memory, and whether a reading costs more where very many cars are known."""

import multiprocessing
import random
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import msgspec

from gateway.app import let_the_furniture_stand
from gateway.car.bounds import Bounds
from gateway.car.state import CarState
from gateway.delivery.fleet import Known
from gateway.dialects import Listening
from gateway.dialects.message import Message
from gateway.packed import UNPACKED, Packed
from gateway.settings import config_folder
from gateway.telling import Telling
from gateway.voice.profile import UNCLAIMED
from gateway.waking import Waking
from gateway.words import Words, read_words
from tests.bench.figure import Figure
from tests.bench.reading import said_again
from tests.bench.simulated_day import Step, days

FEW, SOME, MANY = 1_000, 20_000, 1_000_000  # all at hand; most of them packed; as many as fit
LIMIT_BYTES = 2.2e9  # of all cars together
PROTOTYPES = 20  # cars that lived through a day; all others are like one of them
BATCH, BATCHES = 1_000, 8


class Crowd(NamedTuple):
    """Some cars, and what they cost."""

    cars: int
    reading_us: float  # decode + hear + speak, cars drawn by lot
    car_bytes: float
    at_hand_bytes: float  # of one that is not packed


class Strangers:
    """A register that knows nobody."""

    def get(self, car_id: str) -> Known:  # noqa: ARG002 - asked as the fleet is
        return Known(UNCLAIMED, Bounds())


def measure() -> list[Figure]:
    """A thousand cars, more than are at hand, and as many as fit: each crowd in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as processes:
        few, some, many = processes.map(crowd, (FEW, SOME, MANY), chunksize=1)
    return [
        _reading(many, beside=few),
        _reading(many, beside=some),
        _reading(few, beside=few),
        {
            "name": f"gateway: memory of a car among {many.cars:,}",
            "value": many.car_bytes,
            "unit": "bytes",
            "ratio": many.car_bytes / many.at_hand_bytes,
            "ratio_to": f"one of the {UNPACKED:,} at hand",
            "samples": many.cars,
        },
    ]


def _reading(crowd: Crowd, *, beside: Crowd) -> Figure:
    return {
        "name": f"gateway: decode + hear + speak among {crowd.cars:,} cars",
        "value": crowd.reading_us,
        "unit": "µs",
        "ratio": crowd.reading_us / beside.reading_us,
        "ratio_to": f"among {beside.cars:,} cars",
        "samples": BATCH * BATCHES,
    }


def crowd(wanted: int) -> Crowd:
    """As many cars as wanted, or as fit, and a reading of each of some thousand drawn by lot."""
    let_the_furniture_stand()
    last_words = [day[-1] for day in days(PROTOTYPES)]
    words, cars = read_words(config_folder()), Packed(CarState)
    before_bytes, at_hand_bytes, number = _memory_bytes(), 0.0, 0
    for number in range(1, wanted + 1):
        cars[_name(number)] = _a_car_like(last_words[number % PROTOTYPES][2].state, _name(number))
        if number == min(wanted, UNPACKED):
            at_hand_bytes = (_memory_bytes() - before_bytes) / number
        if number % 10_000 == 0 and _memory_bytes() - before_bytes > LIMIT_BYTES:
            break
    car_bytes = (_memory_bytes() - before_bytes) / number
    messages = list(_drawn_by_lot(number, last_words))
    return Crowd(number, statistics.median(_batches_us(cars, messages, words)), car_bytes, at_hand_bytes)


def _batches_us(cars: Packed[CarState], messages: list[Message], words: Words) -> Iterator[float]:
    """Microseconds a reading, batch by batch, as the pipeline has it."""
    listening, waking, nobody = Listening(["native"], {}), Waking(), Strangers()
    for start in range(0, len(messages), BATCH):
        began_s = time.process_time()
        telling = Telling(cars, waking, nobody, words)
        for message in messages[start : start + BATCH]:
            if reading := listening.decode(message):
                telling.hear(reading)
        cars.update(telling.changes.states)
        yield (time.process_time() - began_s) / BATCH * 1e6


def _name(number: int) -> str:
    return f"JT1BENCH{number:09}"


def _a_car_like(state: CarState, car_id: str) -> CarState:
    """Nothing in it is shared with another car's."""
    said = state.said and msgspec.structs.replace(state.said, car_id=car_id)
    own = msgspec.structs.replace(state, car_id=car_id, said=said)
    return msgspec.msgpack.decode(msgspec.msgpack.encode(own), type=CarState)


def _drawn_by_lot(cars: int, last_words: list[Step]) -> Iterator[Message]:
    lots, spoken = random.Random(1), Counter[int]()
    again = cache(lambda prototype, times: said_again(last_words[prototype], times=times)[0])
    for number in lots.choices(range(1, cars + 1), k=BATCH * BATCHES):
        spoken[number] += 1
        message = again(number % PROTOTYPES, spoken[number])
        yield replace(message, topic=f"fleet/v1/{_name(number)}/telemetry")


def _memory_bytes() -> int:
    """The most this process has ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
