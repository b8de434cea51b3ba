"""OVMS's command topics: words as one types them into its console, and an answer in words."""

import re

from firmware_sim.firmware.commands import Command, Result
from firmware_sim.firmware.reading import Publication

TOPICS = "ovms/{vehicle}/client/+/command/+"

_TOPIC = re.compile(r"ovms/(?P<vehicle>[^/]+/[^/]+)/client/(?P<client>[^/]+)/command/(?P<number>[^/]+)")
_NAMES = {
    "charge start": "start_charging",
    "charge stop": "stop_charging",
    "climatecontrol on": "climate_on",
    "climatecontrol off": "climate_off",
    "homelink 1": "honk",
    "server v3 update all": "report",
    "stat": "report",
    "ota flash http": "update",
}


def command(topic: str, payload: bytes) -> Command | None:
    """What is asked; None on a topic that asks for nothing. A lock wants its PIN, which is not looked at."""
    found = _TOPIC.fullmatch(topic)
    if found is None:
        return None
    words = " ".join(payload.decode(errors="replace").split())
    name = "lock" if words.startswith("lock ") else _NAMES.get(words, words)
    return Command(id=f"{found['client']}/{found['number']}", name=name)


def response(vehicle: str, became: Result) -> Publication:
    """What the dongle answers."""
    client, _, number = became.id.partition("/")
    words = became.detail if became.ok else f"ERROR: {became.detail}"
    return Publication(f"ovms/{vehicle}/client/{client}/response/{number}", words.encode())
