"""What a car says → MQTT publishes, one file per tongue, and the table of them. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from firmware_sim.dialects import native, ovms, ovms_commands, owntracks, teslamate
from firmware_sim.firmware.reading import Presence, Publication, Reading

Speak = Callable[[str, Reading | Presence], Sequence[Publication]]


@dataclass(frozen=True, slots=True)
class Tongue:
    """How a dialect is spoken, and what those who speak it are used to."""

    speak: Speak  # under the name the car has in this tongue
    last_will: Callable[[str], Publication]
    acknowledged: bool = False  # the gateway says what it has committed
    remembers: bool = False  # says only what changed, and on a new connection all of it again
    whole: bool = False  # each message tells all there is to tell
    dated: bool = False  # each message says when it was
    commands: str | None = None  # the topics on which a {vehicle} is asked; None: on none


DIALECTS: Mapping[str, Tongue] = {
    "native": Tongue(native.speak, native.last_will, acknowledged=True, dated=True),
    "ovms": Tongue(ovms.speak, ovms.last_will, remembers=True, commands=ovms_commands.TOPICS),
    "teslamate": Tongue(teslamate.speak, teslamate.last_will, remembers=True),
    "owntracks": Tongue(owntracks.speak, owntracks.last_will, whole=True, dated=True),
}
