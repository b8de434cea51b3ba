"""A resident's modem on a connection of its own: what it says goes out, what is acknowledged is forgotten."""

import time
from collections.abc import Iterable
from random import Random

from firmware_sim.dialects import native
from firmware_sim.firmware.reading import Presence, Reading
from firmware_sim.fleet.residents import Resident
from firmware_sim.mqtt.broker import Broker
from firmware_sim.mqtt.link import Link
from firmware_sim.mqtt.traffic import Traffic


class Modem:
    """Speaks native; the outbox is its only memory of readings, the link has none."""

    def __init__(self, resident: Resident, broker: Broker, traffic: Traffic) -> None:
        self.resident = resident
        self._car_id, self._firmware = resident.car_id, resident.firmware
        self._traffic = traffic
        self.link = Link(
            broker,
            f"car-{self._car_id}",
            traffic,
            will=native.last_will(self._car_id),
            subscriptions=[native.ack_topic(self._car_id), native.command_topic(self._car_id)],
            on_connected=self._on_connected,
            on_message=self._on_message,
        )
        self.links = (self.link,)
        self.dated = True

    def say(self, said: Iterable[Reading | Presence]) -> None:
        """Send it, or keep it until there is a connection; of presence only the last word counts."""
        for each in said:
            if isinstance(each, Presence):
                self.link.publish(native.encode(self._car_id, each))
            else:
                self._send_readings()
        for result in self._firmware.take_results():
            self.link.publish(native.result(self._car_id, result))

    def nudge(self) -> None:
        """Send again what has waited too long for the gateway's word."""
        if self.link.connected and self._firmware.outbox.lose_patience(now_s=time.monotonic()):
            self._send_readings()

    def waits_since(self, at_s: float) -> bool:
        """Whether something observed by this moment (Unix seconds) is not acknowledged yet."""
        oldest = self._firmware.outbox.oldest
        return (
            oldest is not None
            and not isinstance(oldest.observed_at, str)
            and oldest.observed_at.timestamp() <= at_s
        )

    def _send_readings(self) -> None:
        if self.link.connected:
            outbox = self._firmware.outbox
            for reading in outbox.take(at_most_under_way=len(outbox), now_s=time.monotonic()):
                self.link.publish(native.encode(self._car_id, reading))

    def _on_connected(self) -> None:
        self._firmware.outbox.send_again()
        if self._firmware.presence is not Presence.OFFLINE:  # before its first word, and after its last
            self.link.publish(native.encode(self._car_id, self._firmware.presence))
        self._send_readings()

    def _on_message(self, topic: str, payload: bytes) -> None:
        if topic == native.command_topic(self._car_id):
            self._on_command(payload)
            return
        try:
            up_to_seq = native.acknowledged(payload)
        except native.MalformedAckError:
            self._traffic.malformed_acks += 1
            return
        self._traffic.acknowledged += self._firmware.acknowledge(up_to_seq, now_s=time.monotonic())
        self._send_readings()  # after a renumbering

    def _on_command(self, payload: bytes) -> None:
        try:
            command = native.command(payload)
        except native.MalformedCommandError:
            self._traffic.malformed_commands += 1
            return
        dice = Random(f"{self._car_id}/{command.id}")  # noqa: S311 - repeatable on purpose
        self._firmware.ask(command, dice)
