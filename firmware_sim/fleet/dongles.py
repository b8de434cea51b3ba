"""A resident that speaks tongues in which nothing is acknowledged, each over a connection of its own."""

import time
from collections import deque
from collections.abc import Callable, Iterable
from random import Random

from firmware_sim.dialects import ovms_commands
from firmware_sim.dialects.voice import Voice
from firmware_sim.firmware.commands import Command, Result
from firmware_sim.firmware.reading import Presence, Publication, Reading
from firmware_sim.fleet.residents import Resident
from firmware_sim.mqtt.broker import Broker
from firmware_sim.mqtt.link import Link
from firmware_sim.mqtt.traffic import Traffic

PATIENCE = 1000  # messages a phone keeps while it has no connection


class Dongles:
    """Says a resident's words in its tongues. What was said is forgotten: no gateway will acknowledge it."""

    def __init__(self, resident: Resident, broker: Broker, traffic: Traffic) -> None:
        self.resident = resident
        self.dated = all(voice.dated for voice in resident.voices)
        self._dongles = [
            Dongle(voice, broker, traffic, client_id=f"car-{resident.car_id}-{turn}")
            for turn, voice in enumerate(resident.voices)
        ]
        self.links = tuple(dongle.link for dongle in self._dongles)
        for dongle in self._dongles:
            dongle.asked = self._on_command

    def say(self, said: Iterable[Reading | Presence]) -> None:
        """Send it in each tongue."""
        firmware = self.resident.firmware
        for each in said:
            for dongle in self._dongles:
                dongle.say(each)
            if isinstance(each, Reading):
                firmware.acknowledge(each.seq, now_s=time.monotonic())
        for result in firmware.take_results():
            for dongle in self._dongles:
                dongle.answer(result)

    def _on_command(self, command: Command) -> None:
        dice = Random(f"{self.resident.car_id}/{command.id}")  # noqa: S311 - repeatable on purpose
        self.resident.firmware.ask(command, dice)

    def nudge(self) -> None:
        """There is nobody to wait for."""

    def waits_since(self, _: float) -> bool:
        """Never: nothing is acknowledged in these tongues."""
        return False


class Dongle:
    """One voice and its connection; it keeps what it could not send, or says how things stand by then."""

    def __init__(self, voice: Voice, broker: Broker, traffic: Traffic, *, client_id: str) -> None:
        self._voice = voice
        self._unsent: deque[Publication] = deque(maxlen=PATIENCE)
        self.asked: Callable[[Command], None] = lambda _: None
        self.link = Link(
            broker,
            client_id,
            traffic,
            will=voice.last_will,
            subscriptions=[] if voice.command_topics is None else [voice.command_topics],
            on_connected=self._on_connected,
            on_message=self._on_message,
        )

    def say(self, said: Reading | Presence) -> None:
        """Send it, if there is a connection."""
        for publication in self._voice.say(said):
            if self.link.connected:
                self.link.publish(publication)
            elif not self._voice.remembers:
                self._unsent.append(publication)

    def answer(self, result: Result) -> None:
        """Say what became of a command, in a tongue that has words for it."""
        if self.link.connected and (told := self._voice.respond(result)) is not None:
            self.link.publish(told)

    def _on_message(self, topic: str, payload: bytes) -> None:
        if (command := ovms_commands.command(topic, payload)) is not None:
            self.asked(command)

    def _on_connected(self) -> None:
        for publication in (*self._voice.again(), *self._unsent):
            self.link.publish(publication)
        self._unsent.clear()
