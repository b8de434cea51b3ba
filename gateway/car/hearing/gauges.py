"""Figures that are kept and shown, and that no rule judges."""

from operator import attrgetter

import msgspec
from msgspec.structs import replace

from gateway.car.hearing.wheels import wheel_by_wheel
from gateway.car.reading import Reading

NAMES = (
    "range_km",
    "outside_c",
    "aux_battery_v",
    "heading_deg",
    "tyre_kpa",
    "trouble_codes",
    "service_in_km",
)
_words = attrgetter(*NAMES)


class Gauges(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The last of each that was said."""

    range_km: float | None = None
    outside_c: float | None = None
    aux_battery_v: float | None = None
    heading_deg: float | None = None
    tyre_kpa: tuple[float | None, ...] | None = None  # front left, front right, rear left, rear right
    trouble_codes: tuple[str, ...] | None = None
    service_in_km: float | None = None


def advance_gauges(before: Gauges, reading: Reading, *, overtaken: bool) -> Gauges:
    """The gauges after a reading; one that was overtaken fills in only what nobody said."""
    words = _words(reading)
    if words == _words(before) and not reading.unknown:
        return before
    said = {name: word for name, word in zip(NAMES, words, strict=True) if word is not None}
    if overtaken:
        missing = {name: word for name, word in said.items() if getattr(before, name) is None}
        return replace(before, **missing) if missing else before
    said |= dict.fromkeys(reading.unknown.intersection(NAMES))
    if reading.tyre_kpa is not None:
        said["tyre_kpa"] = wheel_by_wheel(before.tyre_kpa, reading.tyre_kpa)
    moved = {name: word for name, word in said.items() if word != getattr(before, name)}
    return replace(before, **moved) if moved else before
