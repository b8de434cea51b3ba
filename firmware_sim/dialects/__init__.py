"""What a car says → MQTT publishes, one file per tongue."""

from collections.abc import Callable, Mapping

from firmware_sim.dialects import native
from firmware_sim.firmware.reading import Presence, Publication, Reading

Dialect = Callable[[str, Reading | Presence], Publication]

DIALECTS: Mapping[str, Dialect] = {"native": native.encode}
