"""What carries a resident's words to the broker: its own modem, or boxes and phones somebody put into it."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from firmware_sim.firmware.reading import Presence, Reading
from firmware_sim.fleet.dongles import Dongles
from firmware_sim.fleet.modem import Modem
from firmware_sim.fleet.residents import Resident
from firmware_sim.mqtt.broker import Broker
from firmware_sim.mqtt.link import Link
from firmware_sim.mqtt.traffic import Traffic


class Radio(Protocol):
    """Says what a resident's firmware gives it."""

    @property
    def resident(self) -> Resident:
        """Whose words they are."""

    @property
    def links(self) -> Sequence[Link]:
        """The connections they take."""

    @property
    def dated(self) -> bool:
        """Whether they say when they were said."""

    def say(self, said: Iterable[Reading | Presence]) -> None:
        """Send it now or when there is a connection."""

    def nudge(self) -> None:
        """Send again what has waited too long for the gateway's word."""

    def waits_since(self, at_s: float) -> bool:
        """Whether something observed by this moment (Unix seconds) is not acknowledged yet."""


def radio_of(resident: Resident, broker: Broker, traffic: Traffic) -> Radio:
    """The radio a resident has."""
    return Dongles(resident, broker, traffic) if resident.voices else Modem(resident, broker, traffic)
