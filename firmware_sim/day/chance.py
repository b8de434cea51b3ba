"""The dice, handed in by whoever owns the seed."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Chance(Protocol):
    """As much of random.Random as a day needs; each car has its own, so that none disturbs another."""

    def random(self) -> float:
        """Anything from 0 up to 1."""
        ...

    def uniform(self, a: float, b: float) -> float:
        """Anything between the two."""
        ...

    def choice(self, seq: Sequence[T], /) -> T:
        """One of them."""
        ...
