"""Figures that are kept and shown, and that no rule judges."""

from operator import attrgetter

from msgspec.structs import replace

from gateway.car.part import Part
from gateway.car.reading import Reading

NAMES = ("range_km", "outside_c", "aux_battery_v")
_words = attrgetter(*NAMES)


class Gauges(Part, frozen=True, kw_only=True):
    """The last of each that was said."""

    range_km: float | None = None
    outside_c: float | None = None
    aux_battery_v: float | None = None


def advance_gauges(before: Gauges, reading: Reading, *, overtaken: bool) -> Gauges:
    """The gauges after a reading; one that was overtaken fills in only what nobody said."""
    words = _words(reading)
    if words == _words(before) and reading.unknown.isdisjoint(NAMES):
        return before
    said = {name: word for name, word in zip(NAMES, words, strict=True) if word is not None}
    if overtaken:
        missing = {name: word for name, word in said.items() if getattr(before, name) is None}
        return replace(before, **missing) if missing else before
    said |= dict.fromkeys(reading.unknown.intersection(NAMES))
    moved = {name: word for name, word in said.items() if word != getattr(before, name)}
    return replace(before, **moved) if moved else before
