"""How fast time goes in the simulated world."""

import time
from dataclasses import dataclass
from math import inf

from firmware_sim.errors import UsageError

STEP_WALL_S = 0.1  # how often the world takes a step, by our clock
LONGEST_STEP_S = (
    30.0  # of the world: a step's readings come before its clock, and must not seem far in the future
)
LONGEST_UNDATED_STEP_S = 10.0  # for cars that do not say when it was: the clock is all their hearers have


@dataclass(frozen=True, slots=True)
class Speed:
    """World seconds per second; infinite when the world goes as fast as it can."""

    factor: float

    @classmethod
    def parse(cls, text: str) -> "Speed":
        """From 1, 300, 0.5 or max. Raises UsageError for anything else."""
        try:
            factor = inf if text == "max" else float(text)
        except ValueError:
            factor = 0.0
        if not factor > 0:
            raise UsageError(f'--speed is a number above 0, or max; not "{text}"')
        return cls(factor)

    @property
    def is_real(self) -> bool:
        """Whether the world's time is ours."""
        return self.factor == 1

    def step_s(self, *, dated: bool) -> float:
        """How much world time one step covers."""
        return min(self.factor * STEP_WALL_S, LONGEST_STEP_S if dated else LONGEST_UNDATED_STEP_S)


class Pace:
    """Holds the world back to its speed.

    A fast world that was held up goes on from there and does not hurry after. A real one is as late as we
    are.
    """

    def __init__(self, speed: Speed, *, world_s: float) -> None:
        self._speed = speed
        self._world_s, self._wall_s = world_s, time.monotonic()

    def wait_s(self, world_s: float) -> float:
        """How long to wait until the world may be later than this."""
        now_s = time.monotonic()
        due_s = self._wall_s + (world_s - self._world_s) / self._speed.factor
        if now_s > due_s and not self._speed.is_real:
            self._world_s, self._wall_s = world_s, now_s
        return max(0.0, due_s - now_s)
