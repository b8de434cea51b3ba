"""Cars, days and readings of the simulator, naming only what matters; and the far side of its wire."""

import json
import threading
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any, Self
from zoneinfo import ZoneInfo

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from firmware_sim import settings
from firmware_sim.car.car import Car
from firmware_sim.car.model import Model
from firmware_sim.day.drive import Drive, drive_along
from firmware_sim.day.roads import Town
from firmware_sim.firmware.reading import Reading
from firmware_sim.fleet.residents import Resident, households_in_one_town, move_in
from firmware_sim.mqtt.broker import Broker

MONDAY_MORNING = datetime(2026, 11, 23, 6, 30, tzinfo=ZoneInfo("Asia/Tokyo"))


def a_model(name: str = "leaf-40") -> Model:
    return settings.named(name, settings.load().model)


def a_car(model: str = "leaf-40", *, soc_percent: float = 50.0, outside_c: float = 20.0) -> Car:
    car = Car(a_model(model), soc_percent=soc_percent, odometer_km=1000.0, lat=35.0, lon=137.0)
    car.outside_c = outside_c
    return car


def a_town(seed: str = "town") -> Town:
    return Town(Random(seed), lat=35.0, lon=137.0, motorway_km=20)


def a_drive(seed: str = "drive", *, town: Town | None = None) -> Drive:
    town = town or a_town(seed)
    return drive_along(town, 0, town.next_town, Random(seed))


def a_reading(seq: int, *, soc_percent: float = 50.0) -> Reading:
    return Reading(
        seq=seq, observed_at=datetime.fromtimestamp(1_800_000_000 + seq, UTC), soc_percent=soc_percent
    )


def residents(count: int = 1, *, seed: int = 1, starts: datetime = MONDAY_MORNING) -> list[Resident]:
    config = settings.load()
    return move_in(
        households_in_one_town(count, config, seed=seed), config, seed=seed, starts=starts, memories={}
    )


@dataclass(frozen=True)
class Heard:
    """One message as it came, in the order in which it came."""

    topic: str
    payload: bytes
    retained: bool

    @property
    def said(self) -> dict[str, Any]:
        spoken: dict[str, Any] = json.loads(self.payload)
        return spoken


class Ear:
    """The far side of the wire: hears everything below fleet/v1 and acknowledges as a gateway does.

    What it has committed lives as long as it does; its connection may be cut and made anew.
    """

    def __init__(self, url: str, *, acknowledges: bool = True) -> None:
        self._broker = Broker.from_url(url)
        self.acknowledges = acknowledges
        self.heard: list[Heard] = []
        self.up_to_seq: dict[str, int] = defaultdict(int)
        self._subscribed = threading.Event()
        self._client = self._new_client()

    def __enter__(self) -> Self:
        self.connect()
        return self

    def __exit__(self, *_: object) -> None:
        self.disconnect()

    def connect(self) -> None:
        """Return once it hears."""
        self._subscribed.clear()
        self._client = self._new_client()
        self._client.connect(self._broker.host, self._broker.port)
        self._client.loop_start()
        assert self._subscribed.wait(10)

    def disconnect(self) -> None:
        """Hear nothing for a while; the broker keeps what comes."""
        self._client.disconnect()
        self._client.loop_stop()

    def telemetry(self, car_id: str | None = None) -> list[dict[str, Any]]:
        """All readings, as often as they came."""
        heard = [each for each in self.heard if _kind(each.topic) == "telemetry"]
        return [each.said for each in heard if car_id in (None, _car(each.topic))]

    def seqs(self, car_id: str) -> list[int]:
        """The numbers of a car's readings, each at its first coming."""
        return list(dict.fromkeys(said["seq"] for said in self.telemetry(car_id)))

    def presence(self, car_id: str) -> list[str]:
        """What a car's modem was said to be, in order, without the broker's memory."""
        return [
            each.payload.decode()
            for each in self.heard
            if each.topic == f"fleet/v1/{car_id}/presence" and not each.retained
        ]

    def ask(self, car_id: str, command: dict[str, Any]) -> None:
        """Ask a car to do something."""
        self._client.publish(f"fleet/v1/{car_id}/command", json.dumps(command), qos=1)

    def results(self, car_id: str) -> list[dict[str, Any]]:
        """What a car said of what it was asked."""
        return [each.said for each in self.heard if each.topic == f"fleet/v1/{car_id}/result"]

    def times(self) -> list[str]:
        """What the clock of the simulated world said."""
        return [each.said["now"] for each in self.heard if _kind(each.topic) == "clock"]

    def _new_client(self) -> Client:
        client = Client(CallbackAPIVersion.VERSION2, "ear", clean_session=False)
        client.username_pw_set(self._broker.user, self._broker.password)
        client.on_connect = lambda *_: client.subscribe("fleet/v1/+/+", qos=1)
        client.on_subscribe = lambda *_: self._subscribed.set()
        client.on_message = lambda _, __, message: self._hear(message)
        return client

    def _hear(self, message: MQTTMessage) -> None:
        kind = _kind(message.topic)
        if kind in ("ack", "command"):
            return
        self.heard.append(Heard(message.topic, bytes(message.payload), message.retain))
        if kind == "telemetry" and self.acknowledges:
            self._acknowledge(_car(message.topic), json.loads(message.payload)["seq"])

    def _acknowledge(self, car_id: str, seq: int) -> None:
        self.up_to_seq[car_id] = max(self.up_to_seq[car_id], seq)
        ack = {"v": 1, "up_to_seq": self.up_to_seq[car_id]}
        self._client.publish(f"fleet/v1/{car_id}/ack", json.dumps(ack), qos=1)


def _car(topic: str) -> str:
    return topic.split("/")[2]


def _kind(topic: str) -> str:
    return topic.split("/")[3]
