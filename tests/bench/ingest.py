"""Readings a second of the real gateway, beside a subscriber that does nothing with them."""

import json
import re
import statistics
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from tests.bench.figure import Figure
from tests.servers.mosquitto import Mosquitto
from tests.servers.parts import free_port, wait_until
from tests.servers.program import Program

CARS, READINGS_EACH, ROUNDS = 1000, 40, 3
READINGS = CARS * READINGS_EACH
TOPIC = "fleet/v1/+/telemetry"
POLL_S = 0.2
PATIENCE_S = 300.0

Sample = tuple[float, float]  # a moment in seconds, and how many had come by then


def measure() -> list[Figure]:
    """Both drain the same backlog at QoS 1, one after the other; the gateway commits before it acks."""
    bare, gateway = [], []
    with tempfile.TemporaryDirectory() as folder:
        broker = Mosquitto(Path(folder))
        broker.start()
        try:
            for round_ in range(ROUNDS):
                bench = Bench(broker, Path(folder) / f"round-{round_}")
                bench.introduce_the_cars()
                bench.pile_up_readings()
                bare.append(bench.drain_with_a_bare_subscriber())
                gateway.append(bench.drain_with_the_gateway())
        finally:
            broker.stop()
    floor, ours = statistics.median(bare), statistics.median(gateway)
    return [
        {
            "name": "gateway: readings committed, then acknowledged (QoS 1, 1,000 cars, SQLite)",
            "value": ours,
            "unit": "readings/s",
            "ratio": ours / floor,
            "ratio_to": "a bare paho subscriber",
            "samples": ROUNDS,
        },
        {"name": "a bare paho subscriber (QoS 1)", "value": floor, "unit": "messages/s", "samples": ROUNDS},
    ]


class Bench:
    """One round: a gateway and a bare subscriber, each with a session of its own at the broker."""

    def __init__(self, broker: Mosquitto, folder: Path) -> None:
        folder.mkdir()
        self._broker, self._bare_id, self._status_port = broker, f"bare-{folder.name}", free_port()
        self._gateway = Program(
            *("gateway", "run", "--mqtt", broker.url, "--client-id", f"gateway-{folder.name}"),
            *("--database", f"sqlite:///{folder}/gateway.sqlite", "--feed", "http://127.0.0.1:1"),
            *("--status-port", str(self._status_port)),
            log=folder / "gateway.log",
            environment={
                "KURUMATOMO_FEED_TOKEN": "none",
                "KURUMATOMO_REGISTER_WAIT_S": "0",
                "KURUMATOMO_LOG_LEVEL": "error",
            },
        )

    def introduce_the_cars(self) -> None:
        """The gateway has heard each car's first word: what follows is any moment of a day, not the first."""
        self._gateway.start()
        wait_until(self._gateway_hears, what="the gateway hears the broker")
        self._publish(range(1))
        wait_until(lambda: self._committed() == CARS, what="the gateway knows the cars", within_s=PATIENCE_S)
        self._gateway.stop()

    def pile_up_readings(self) -> None:
        """The broker keeps the same readings for both sessions, while neither is there."""
        granted = threading.Event()
        bare = self._client(self._bare_id, clean=False)
        bare.on_connect = lambda client, *_: client.subscribe(TOPIC, qos=1)
        bare.on_subscribe = lambda *_: granted.set()
        with connected(bare, self._broker):
            granted.wait(PATIENCE_S)
        self._publish(range(1, READINGS_EACH + 1))

    def drain_with_a_bare_subscriber(self) -> float:
        """Messages a second when paho alone is at work."""
        samples: list[Sample] = []
        done = threading.Event()

        def on_message(_client: Client, _userdata: object, _message: MQTTMessage) -> None:
            samples.append((time.perf_counter(), len(samples) + 1))
            if len(samples) == READINGS:
                done.set()

        bare = self._client(self._bare_id, clean=False)
        bare.on_message = on_message
        with connected(bare, self._broker):
            done.wait(PATIENCE_S)
        return rate(samples)

    def drain_with_the_gateway(self) -> float:
        """Readings a second, by the gateway's own count of what it has committed."""
        samples: list[Sample] = []

        def all_are_committed() -> bool:
            time.sleep(POLL_S)  # counting costs the gateway time, too
            samples.append((time.perf_counter(), self._committed()))
            return samples[-1][1] == READINGS

        self._gateway.start()
        wait_until(all_are_committed, what="the gateway commits the backlog", within_s=PATIENCE_S)
        self._gateway.stop()
        return rate(samples)

    def _publish(self, seqs: range) -> None:
        """Every car drives, and tells so once a second."""
        began = datetime.now(UTC) - timedelta(seconds=len(seqs))
        cars = self._client("cars", clean=True)
        cars.max_inflight_messages_set(1000)
        with connected(cars, self._broker):
            for seq in seqs:
                for car in range(CARS):
                    text = telemetry(car, seq, at=began + timedelta(seconds=seq - seqs.start))
                    told = cars.publish(f"fleet/v1/BENCH{car:04}/telemetry", text, qos=1)
                told.wait_for_publish(PATIENCE_S)

    def _client(self, client_id: str, *, clean: bool) -> Client:
        client = Client(CallbackAPIVersion.VERSION2, client_id, clean_session=clean)
        client.username_pw_set(self._broker.user, self._broker.password)
        return client

    def _committed(self) -> float:
        found = re.search(r"^kurumatomo_gateway_readings_total (\S+)$", self._ask("metrics"), re.MULTILINE)
        return float(found[1]) if found else 0.0

    def _gateway_hears(self) -> bool:
        return '"broker": "ok"' in self._ask("readyz")

    def _ask(self, path: str) -> str:
        """What the gateway's status page says; nothing while it is not up."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._status_port}/{path}", timeout=10) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as not_ready:
            return not_ready.read().decode()
        except OSError:
            return ""


@contextmanager
def connected(client: Client, broker: Mosquitto) -> Iterator[None]:
    """A client at the broker, with its thread."""
    client.connect(broker.host, broker.port)
    client.loop_start()
    yield
    client.disconnect()
    client.loop_stop()


def telemetry(car: int, seq: int, *, at: datetime) -> str:
    """What a car on the road says."""
    return json.dumps(
        {
            "v": 1,
            "seq": seq,
            "observed_at": at.isoformat(),
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


def rate(samples: list[Sample]) -> float:
    """Per second, between a tenth and nine tenths of all: neither starting up nor running dry counts."""
    first = next(sample for sample in samples if sample[1] >= READINGS * 0.1)
    last = next(sample for sample in samples if sample[1] >= READINGS * 0.9)
    return (last[1] - first[1]) / (last[0] - first[0])
