"""How fast the simulator speaks, beside a bare paho publisher, and how fast its cars live."""

import asyncio
import tempfile
import time
from pathlib import Path

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from firmware_sim.dialects import native
from firmware_sim.fleet.load import Load, LoadedCar
from firmware_sim.fleet.show import Display
from firmware_sim.mqtt.broker import Broker
from firmware_sim.mqtt.link import connected
from tests.bench.figure import Figure
from tests.builders.firmware_sim import MONDAY_MORNING, residents
from tests.servers.mosquitto import Mosquitto

MESSAGES = 20_000
SECONDS = 2.0
ROUNDS = 2
CARS = 50
DAY_S = 86_400
AS_MANY_AS_CAN_BE = 1e9


def measure() -> list[Figure]:
    """Messages a second at QoS 1, and seconds of a car's life a second."""
    with tempfile.TemporaryDirectory() as folder:
        broker = Mosquitto(Path(folder))
        broker.start()
        try:
            at = Broker.from_url(broker.url)
            rounds = [(bare_publisher(at), asyncio.run(simulator(at))) for _ in range(ROUNDS)]
        finally:
            broker.stop()
    bare, ours = (max(rate) for rate in zip(*rounds, strict=True))
    steps, lived = life()
    return [
        {
            "name": "simulator: readings sent and taken by the broker",
            "value": ours,
            "unit": "1/s",
            "ratio": ours / bare,
            "ratio_to": "bare paho publisher",
            "samples": ROUNDS,
        },
        {"name": "simulator: steps of a car's life", "value": steps, "unit": "1/s", "samples": CARS},
        {
            "name": "simulator: cars that live in real time on one core",
            "value": lived,
            "unit": "cars",
            "samples": CARS,
        },
    ]


def bare_publisher(broker: Broker) -> float:
    """Messages a second of one paho client that sends the same bytes again and again, taken by the broker."""
    car = LoadedCar("bare", first_seq=1)
    publication = native.encode("bare", car.reading(MONDAY_MORNING))
    client = Client(CallbackAPIVersion.VERSION2, "bare-publisher")
    client.username_pw_set(broker.user, broker.password)
    client.max_inflight_messages_set(1000)
    client.connect(broker.host, broker.port)
    client.loop_start()
    began_s = time.perf_counter()
    for _ in range(MESSAGES):
        last = client.publish(publication.topic, publication.payload, qos=1)
    last.wait_for_publish(60)
    rate = MESSAGES / (time.perf_counter() - began_s)
    client.disconnect()
    client.loop_stop()
    return rate


async def simulator(broker: Broker) -> float:
    """Readings a second of `kurumatomo-sim load`, each of its own making."""
    work = Load(broker, cars=1000, prefix="load")
    async with connected(work.links, work.traffic, patience_s=5):
        began_s = time.perf_counter()
        await work.send(rate=AS_MANY_AS_CAN_BE, seconds=SECONDS, display=Display(total=SECONDS))
        return work.traffic.taken_by_broker / (time.perf_counter() - began_s)


def life() -> tuple[float, float]:
    """Steps a second of cars through a working day, and how many cars at once that is."""
    steps, began_s = 0, time.perf_counter()
    for resident in residents(CARS):
        for at_s in resident.days:
            steps += 1
            resident.firmware.look(at_s)
            if at_s > MONDAY_MORNING.timestamp() + DAY_S:
                break
    spent_s = time.perf_counter() - began_s
    return steps / spent_s, CARS * DAY_S / spent_s
