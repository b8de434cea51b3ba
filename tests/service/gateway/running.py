"""A whole gateway as a process of its own, a car to speak to it, and a look into its database."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from sqlalchemy import select

from gateway.car.state import CarState
from gateway.delivery.states import load_states
from gateway.delivery.store import engine_for
from gateway.delivery.tables import car_state, outbox, quarantine
from tests.servers.mosquitto import Mosquitto
from tests.servers.parts import free_port, wait_until
from tests.servers.program import Program
from tests.service.gateway.far_feed import TOKEN


class RunningGateway:
    """`python -m gateway run …`, to be asked, stopped, killed and started again."""

    def __init__(
        self,
        folder: Path,
        broker: Mosquitto,
        *,
        feed: str,
        database: str,
        clock: str = "wall",
        **settings: str,
    ) -> None:
        self.database, self._port = database, free_port()
        self._program = Program(
            *("gateway", "run", "--mqtt", broker.url, "--feed", feed, "--database", database),
            *("--clock", clock, "--status-port", str(self._port)),
            log=folder / "gateway.log",
            environment={
                "KURUMATOMO_FEED_TOKEN": TOKEN,
                "KURUMATOMO_REGISTER_POLL_S": "0.5",
                "KURUMATOMO_REGISTER_WAIT_S": "0",
                "KURUMATOMO_NOTICING__REORDER_S": "0.5",
                **{f"KURUMATOMO_{name.upper()}": value for name, value in settings.items()},
            },
        )
        self.kill, self.stop = self._program.kill, self._program.stop

    def start(self, *, and_wait_for: str = "broker") -> None:
        """Return once a part is well."""
        self._program.start()
        wait_until(lambda: self.ready().get(and_wait_for) == "ok", what=f"the gateway's {and_wait_for} is ok")

    @property
    def printed(self) -> str:
        """Its log."""
        return self._program.printed

    def ready(self) -> dict[str, Any]:
        """What /readyz says, with its status code; nothing while it is not up."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/readyz", timeout=5) as answer:
                return {"code": answer.status, **json.load(answer)}
        except urllib.error.HTTPError as not_ready:
            return {"code": not_ready.code, **json.load(not_ready)}
        except OSError:
            return {}

    def figure(self, name: str) -> float:
        """One of /metrics; 0 while it is not up."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/metrics", timeout=5) as answer:
                lines = answer.read().decode().splitlines()
        except OSError:
            return 0.0
        wanted = f"kurumatomo_gateway_{name} "
        return next((float(line.removeprefix(wanted)) for line in lines if line.startswith(wanted)), 0.0)

    def states(self) -> dict[str, CarState]:
        """The cars' states as they are on disk."""
        engine = engine_for(self.database)
        with engine.connect() as connection:
            states = load_states(connection, list(connection.scalars(select(car_state.c.car_id))))
        engine.dispose()
        return states

    def drafts(self) -> list[tuple[str, str]]:
        """Car and kind of everything it ever meant to post, in the order it did."""
        engine = engine_for(self.database)
        with engine.connect() as connection:
            query = select(outbox.c.car_id, outbox.c.kind).order_by(outbox.c.id)
            rows = [(car_id, kind) for car_id, kind in connection.execute(query)]
        engine.dispose()
        return rows

    def refused(self) -> list[tuple[str, str]]:
        """Topic and reason of every message in quarantine, in the order they came."""
        engine = engine_for(self.database)
        with engine.connect() as connection:
            query = select(quarantine.c.topic, quarantine.c.reason).order_by(quarantine.c.id)
            rows = [(topic, reason) for topic, reason in connection.execute(query)]
        engine.dispose()
        return rows


class Cars:
    """Whoever speaks for the cars at the broker, and hears what they are told."""

    def __init__(self, client: Client) -> None:
        self.acknowledged: dict[str, int] = {}
        self._client = client
        client.on_message = self._hear

    def say(
        self, car_id: str, payload: str | bytes, *, part: str = "telemetry", retain: bool = False
    ) -> None:
        """Publish once, and be sure that the broker has it."""
        self.publish(f"fleet/v1/{car_id}/{part}", payload, retain=retain)

    def publish(self, topic: str, payload: str | bytes, *, retain: bool = False) -> None:
        """The same, in any tongue."""
        self._client.publish(topic, payload, qos=1, retain=retain).wait_for_publish(20)

    def pour(self, *messages: tuple[str, str]) -> None:
        """Publish telemetry of many cars as fast as the broker takes it, and return when it has it all."""
        for car_id, payload in messages:
            told = self._client.publish(f"fleet/v1/{car_id}/telemetry", payload, qos=1)
        told.wait_for_publish(60)

    def _hear(self, _client: Client, _: object, message: MQTTMessage) -> None:
        self.acknowledged[message.topic.split("/")[2]] = json.loads(message.payload)["up_to_seq"]


@contextmanager
def cars_at(broker: Mosquitto) -> Iterator[Cars]:
    """Cars connected to the broker."""
    client = Client(CallbackAPIVersion.VERSION2, client_id="cars")
    client.username_pw_set(broker.user, broker.password)
    client.max_inflight_messages_set(1000)
    cars = Cars(client)
    client.on_connect = lambda client, *_: client.subscribe("fleet/v1/+/ack", qos=1)
    client.connect(broker.host, broker.port)
    client.loop_start()
    yield cars
    client.disconnect()
    client.loop_stop()


def telemetry(seq: int, at: datetime, **said: object) -> str:
    """A native message."""
    return json.dumps({"v": 1, "seq": seq, "observed_at": at.isoformat(), **said})


def running_low(car_ids: list[str], *, readings: int) -> list[tuple[str, str]]:
    """Cars that lose 10 points from 25 % on, within the last minutes: each is low exactly once."""
    began = datetime.now(UTC) - timedelta(seconds=300)
    step_s, step_percent = 290 / readings, 10 / readings
    return [
        (
            car_id,
            telemetry(
                seq,
                began + timedelta(seconds=seq * step_s),
                soc_percent=round(25 - seq * step_percent, 2),
                plugged_in=False,
            ),
        )
        for seq in range(readings)
        for car_id in car_ids
    ]
