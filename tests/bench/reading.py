"""What one reading costs: decoded, taken in and looked at for news, beside paho parsing the same packet."""

import json
import socket
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from gateway.car.bounds import Bounds
from gateway.car.hear import hear
from gateway.car.state import CarState
from gateway.dialects import DIALECTS
from gateway.dialects.message import Message
from tests.bench.figure import Figure
from tests.bench.simulated_day import Step, days

CARS, ROUNDS, READINGS_A_ROUND = 5, 7, 5_000
PACKETS = 100  # of paho's, at a time: as many as fit into a socket's buffer
A_MINUTE = timedelta(seconds=60)

Spoken = tuple[Message, CarState]  # what comes, and what is known before


def measure() -> list[Figure]:
    """Every kind of reading there is in a simulated day."""
    all_days = list(days(CARS))
    steps = [step for day in all_days for step in day]
    kinds: dict[str, list[Spoken]] = {
        "heard before": [(message, heard.state) for message, _, heard in steps],
        "the same again a minute later": [said_again(day[-1]) for day in all_days],
        "no news": [(message, before) for message, before, heard in steps if not heard.events],
        "news": [(message, before) for message, before, heard in steps if heard.events],
    }
    paho_us = _median_us(_paho_parses(steps[-1][0]), count=PACKETS)
    parses: Figure = {
        "name": "paho: parses the packet of a reading",
        "value": paho_us,
        "unit": "µs",
        "samples": ROUNDS,
    }
    return [*(_figure(kind, spoken, paho_us) for kind, spoken in kinds.items()), parses]


def _figure(kind: str, spoken: Sequence[Spoken], paho_us: float) -> Figure:
    ours_us = _median_us(_hears(spoken), count=READINGS_A_ROUND)
    return {
        "name": f"gateway: decode + advance + notice, {kind}",
        "value": ours_us,
        "unit": "µs",
        "ratio": ours_us / paho_us,
        "ratio_to": "paho parses its packet",
        "samples": len(spoken),
    }


def _median_us(work: Callable[[], None], *, count: int) -> float:
    """Microseconds of one of the `count` things a round of work does; the median of all rounds."""
    rounds_s = []
    for _ in range(ROUNDS):
        began_s = time.perf_counter()
        work()
        rounds_s.append(time.perf_counter() - began_s)
    return statistics.median(rounds_s) / count * 1e6


def _hears(spoken: Sequence[Spoken]) -> Callable[[], None]:
    """States are values: the same reading can be heard again and again by the same one."""
    decode, bounds = DIALECTS["native"], Bounds()
    round_ = [spoken[n % len(spoken)] for n in range(READINGS_A_ROUND)]

    def work() -> None:
        for message, before in round_:
            reading = decode(message)
            assert reading is not None
            hear(before, reading, bounds, now=message.received_at)

    return work


def said_again(step: Step, *, times: int = 1) -> Spoken:
    """What this step said, said so many times more, once a minute: the last of them."""
    message, _, heard = step
    said = json.loads(message.payload)
    later = message.received_at + times * A_MINUTE
    said |= {"seq": said["seq"] + times, "observed_at": later.isoformat()}
    return replace(message, payload=json.dumps(said).encode(), received_at=later), heard.state


def _paho_parses(message: Message) -> Callable[[], None]:
    """Paho reads the packets of a QoS 1 publish from a socket and hands each over, un-acknowledged."""
    near, far = socket.socketpair()
    near.setblocking(False)
    client = Client(CallbackAPIVersion.VERSION2, manual_ack=True)
    client._sock = near
    heard: list[object] = []
    client.on_message = lambda _client, _userdata, message: heard.append(message.topic)
    packets = _packet(message) * PACKETS

    def work() -> None:
        heard.clear()
        far.sendall(packets)
        while len(heard) < PACKETS:
            client.loop_read()

    return work


def _packet(message: Message) -> bytes:
    topic = message.topic.encode()
    body = len(topic).to_bytes(2) + topic + (1).to_bytes(2) + message.payload
    length, remaining = bytearray(), len(body)
    while remaining > 127:
        length.append(remaining % 128 | 128)
        remaining //= 128
    return bytes([0x32, *length, remaining]) + body
