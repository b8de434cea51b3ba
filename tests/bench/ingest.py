"""Readings a second of the real gateway, beside a subscriber that does nothing with them."""

import json
import re
import statistics
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from tests.bench.figure import Figure
from tests.servers.mosquitto import Mosquitto
from tests.servers.parts import free_port
from tests.servers.program import Program

CARS, READINGS, ROUNDS = 1000, 40_000, 3
TOPIC = "fleet/v1/+/telemetry"
POLL_S = 0.1
PATIENCE_S = 300.0


def measure() -> list[Figure]:
    """Both drain the same backlog at QoS 1, one after the other; the gateway commits before it acknowledges."""
    bare, gateway = [], []
    with tempfile.TemporaryDirectory() as folder:
        broker = Mosquitto(Path(folder))
        broker.start()
        try:
            for round_ in range(ROUNDS):
                reserve(broker, f"bare-{round_}")
                reserve(broker, f"gateway-{round_}")
                fill(broker)
                bare.append(drain_with_a_bare_subscriber(broker, f"bare-{round_}"))
                gateway.append(
                    drain_with_the_gateway(broker, f"gateway-{round_}", Path(folder) / str(round_))
                )
        finally:
            broker.stop()
    floor, ours = statistics.median(bare), statistics.median(gateway)
    return [
        {
            "name": "gateway: readings committed and acknowledged, QoS 1, 1,000 cars, SQLite",
            "value": ours,
            "unit": "readings/s",
            "ratio": ours / floor,
            "ratio_to": "a bare paho subscriber",
            "samples": ROUNDS,
        },
        {"name": "a bare paho subscriber, QoS 1", "value": floor, "unit": "messages/s", "samples": ROUNDS},
    ]


@contextmanager
def connected(broker: Mosquitto, client_id: str, *, clean: bool) -> Iterator[Client]:
    client = Client(CallbackAPIVersion.VERSION2, client_id, clean_session=clean)
    client.username_pw_set(broker.user, broker.password)
    yield client
    client.disconnect()
    client.loop_stop()


def reserve(broker: Mosquitto, client_id: str) -> None:
    """Have the broker keep messages for a session that is not there yet."""
    granted = threading.Event()
    with connected(broker, client_id, clean=False) as client:
        client.on_connect = lambda client, *_: client.subscribe(TOPIC, qos=1)
        client.on_subscribe = lambda *_: granted.set()
        client.connect(broker.host, broker.port)
        client.loop_start()
        granted.wait(PATIENCE_S)


def fill(broker: Mosquitto) -> None:
    """Every car drives and tells so once a second."""
    began = datetime.now(UTC) - timedelta(seconds=READINGS // CARS)
    with connected(broker, "cars", clean=True) as client:
        client.max_inflight_messages_set(1000)
        client.connect(broker.host, broker.port)
        client.loop_start()
        for number in range(READINGS):
            seq, car = divmod(number, CARS)
            told = client.publish(f"fleet/v1/BENCH{car:04}/telemetry", telemetry(car, seq, began), qos=1)
            if number % 1000 == CARS - 1:
                told.wait_for_publish(PATIENCE_S)
        told.wait_for_publish(PATIENCE_S)


def telemetry(car: int, seq: int, began: datetime) -> str:
    """What a car on the road says."""
    return json.dumps(
        {
            "v": 1,
            "seq": seq,
            "observed_at": (began + timedelta(seconds=seq)).isoformat(),
            "soc_percent": round(80 - seq * 0.01, 2),
            "range_km": round(300 - seq * 0.02, 1),
            "plugged_in": False,
            "charge_state": "unplugged",
            "charge_power_kw": 0.0,
            "lat": round(35 + car * 0.001, 5),
            "lon": round(137 + seq * 0.0001, 5),
            "accuracy_m": 8,
            "speed_kmh": 40,
            "odometer_km": round(18_000 + seq * 0.011, 3),
            "ignition_on": True,
            "outside_c": 12.5,
        }
    )


def drain_with_a_bare_subscriber(broker: Mosquitto, client_id: str) -> float:
    """Messages a second when paho alone is at work."""
    times: list[float] = []
    done = threading.Event()

    def on_message(_client: Client, _userdata: object, _message: MQTTMessage) -> None:
        times.append(time.perf_counter())
        if len(times) == READINGS:
            done.set()

    with connected(broker, client_id, clean=False) as client:
        client.on_message = on_message
        client.connect(broker.host, broker.port)
        client.loop_start()
        done.wait(PATIENCE_S)
    return rate([(at, count) for count, at in enumerate(times, start=1)])


def drain_with_the_gateway(broker: Mosquitto, client_id: str, folder: Path) -> float:
    """Readings a second, by the gateway's own count of what it has committed."""
    folder.mkdir()
    port = free_port()
    gateway = Program(
        *("gateway", "run", "--mqtt", broker.url, "--client-id", client_id, "--feed", "http://127.0.0.1:1"),
        *("--database", f"sqlite:///{folder}/gateway.sqlite", "--status-port", str(port)),
        log=folder / "gateway.log",
        environment={"KURUMATOMO_FEED_TOKEN": "none", "KURUMATOMO_LOG_LEVEL": "error"},
    )
    gateway.start()
    samples: list[tuple[float, float]] = []
    give_up_at = time.monotonic() + PATIENCE_S
    while (not samples or samples[-1][1] < READINGS) and gateway.running and time.monotonic() < give_up_at:
        time.sleep(POLL_S)
        samples += [(time.perf_counter(), committed) for committed in readings_of(port)]
    gateway.stop()
    if not samples or samples[-1][1] < READINGS:
        raise RuntimeError(f"the gateway did not take in the backlog:\n{gateway.printed[-2000:]}")
    return rate(samples)


def readings_of(port: int) -> list[float]:
    """The gateway's count; nothing while it is not up yet."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            text = answer.read().decode()
    except OSError:
        return []
    return [
        float(count) for count in re.findall(r"^kurumatomo_gateway_readings_total (\S+)$", text, re.MULTILINE)
    ]


def rate(samples: list[tuple[float, float]]) -> float:
    """Per second, between a tenth and nine tenths of all: neither starting up nor running dry counts."""
    first = next(sample for sample in samples if sample[1] >= READINGS * 0.1)
    last = next(sample for sample in samples if sample[1] >= READINGS * 0.9)
    return (last[1] - first[1]) / (last[0] - first[0])
