"""Names of a scenario's own, so that many scenarios can share one stack without meeting."""

from dataclasses import dataclass
from zlib import crc32

from firmware_sim.scenario.form import Car


@dataclass(frozen=True, slots=True)
class Names:
    """What people and cars of one scenario are called at the broker and at the feed."""

    scenario: str
    apart: bool = True  # False: as they stand in the file, on a stack that knows them

    @property
    def _mark(self) -> str:
        return f"{crc32(self.scenario.encode()):08x}"

    def person(self, name: str) -> str:
        """The username at the feed."""
        return f"{name}_{self._mark[:6]}" if self.apart else name

    def car(self, name: str) -> str:
        """The car's id, which is also its user at a broker of our own."""
        return f"sc-{self._mark}-{name}" if self.apart else name

    def foreign(self, car: Car, dialect: str) -> str:
        """The name another tongue has for the car, as the feed binds it: two words, or a number."""
        if dialect == "teslamate":
            return str(crc32(f"{self.scenario}/{car.name}".encode()) % 1_000_000_000)
        return f"sc{self._mark}-{car.name.replace('_', '')}"

    def plain(self, text: str) -> str:
        """A text of the feed with the names of the file."""
        return text.replace(f"_{self._mark[:6]}", "") if self.apart else text
