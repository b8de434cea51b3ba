"""Which town a place belongs to: the most a stranger may learn about where a car is."""

from typing import Self

import msgspec


class Town(msgspec.Struct, frozen=True):
    """A town by its names."""

    en: str
    ja: str | None = None


class Towns:
    """Every town we know, found by nearness."""

    @classmethod
    def from_csv(cls, text: str) -> Self:
        """Towns from lines of `lat,lon,name_en,name_ja`, with a header line."""
        raise NotImplementedError

    def town_near(self, lat: float, lon: float) -> Town | None:
        """The nearest town; None beyond 60 km."""
        raise NotImplementedError
