"""A car's voice in one tongue: it leaves out what the tongue would not say twice."""

from msgspec import UNSET
from msgspec.structs import replace

from firmware_sim.dialects import Tongue, ovms_commands
from firmware_sim.firmware.commands import Result
from firmware_sim.firmware.reading import Presence, Publication, Reading

PLACE = dict.fromkeys(("lat", "lon", "accuracy_m", "heading_deg"), UNSET)


class Voice:
    """What one box in the car, or one phone, has said so far. No clock, no wire."""

    def __init__(self, tongue: Tongue, name: str, *, without_place: bool = False) -> None:
        """`name` is the car's in this tongue; without place it is somebody else who tells the place."""
        self.last_will = tongue.last_will(name)
        self.command_topics = None if tongue.commands is None else tongue.commands.format(vehicle=name)
        self.dated, self.remembers = tongue.dated, tongue.remembers
        self._tongue, self._name, self._without_place = tongue, name, without_place
        self._known: Reading | None = None
        self._said: dict[str, Publication] = {}

    def say(self, said: Reading | Presence) -> list[Publication]:
        """What goes out when the car says this."""
        if isinstance(said, Reading):
            said = self._as_told(said)
        publications = self._tongue.speak(self._name, said)
        if not self._tongue.remembers:
            return list(publications)
        news = [each for each in publications if self._said.get(each.topic) != each]
        self._said |= {each.topic: each for each in news}
        return news

    def respond(self, result: Result) -> Publication | None:
        """What it answers to a command; None in a tongue without commands."""
        return None if self._tongue.commands is None else ovms_commands.response(self._name, result)

    def again(self) -> list[Publication]:
        """What goes out first on a new connection."""
        return list(self._said.values())

    def _as_told(self, reading: Reading) -> Reading:
        if self._without_place:
            return replace(reading, **PLACE)
        if not self._tongue.whole:
            return reading
        self._known = reading if self._known is None else over(self._known, reading)
        return self._known if reading.lat is not UNSET else replace(self._known, **PLACE)


def over(before: Reading, said: Reading) -> Reading:
    """All that is known once this was said too."""
    names = (name for name in Reading.__struct_fields__ if getattr(said, name) is not UNSET)
    return replace(before, **{name: getattr(said, name) for name in names})
