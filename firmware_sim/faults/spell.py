"""When a fault strikes, and how hard: its window, its rate, its own dice."""

from dataclasses import dataclass
from math import inf

from firmware_sim.day.chance import Chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """One fault of one car. The same dice, rate and window give the same bytes, always."""

    chance: Chance
    from_s: float = -inf  # Unix seconds of the cars' world
    until_s: float = inf
    rate: float = 1.0  # share of what is said in that time
    by: float = 0.0  # how much of it; each fault has its own unit
    field: str = ""  # which figure, for faults of one figure

    def covers(self, at_s: float) -> bool:
        """Whether a moment lies in its time."""
        return self.from_s <= at_s < self.until_s

    def strikes(self, at_s: float) -> bool:
        """Whether it strikes at this moment; the dice are thrown only within its time."""
        return self.covers(at_s) and (self.rate >= 1 or self.chance.random() < self.rate)
