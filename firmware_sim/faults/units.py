"""Figures in another unit than their name says: an update by somebody who measures otherwise."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from firmware_sim.faults.acts import Spoken
from firmware_sim.faults.spell import Spell
from firmware_sim.firmware.reading import Reading

KM_A_MILE, KPA_A_PSI = 1.609344, 6.894757

IN_ANOTHER_UNIT: Mapping[str, Callable[[float], float]] = {
    "soc_percent": lambda percent: percent / 100,  # a share of one
    "charge_power_kw": lambda kw: kw * 1000,  # watts
    "speed_kmh": lambda kmh: kmh / KM_A_MILE,
    "range_km": lambda km: km / KM_A_MILE,
    "odometer_km": lambda km: km / KM_A_MILE,
    "service_in_km": lambda km: km / KM_A_MILE,
    "outside_c": lambda celsius: celsius * 9 / 5 + 32,
    "tyre_kpa": lambda kpa: kpa / KPA_A_PSI,
    "charge_minutes_left": lambda minutes: minutes * 60,  # seconds
    "aux_battery_v": lambda volts: volts * 1000,  # millivolts
}


def mixed_up(stream: Iterator[Spoken], spell: Spell) -> Iterator[Spoken]:
    """`field` is told in the unit others use for it."""
    convert = IN_ANOTHER_UNIT[spell.field]
    for spoken in stream:
        said = spoken.said
        figure = getattr(said, spell.field) if isinstance(said, Reading) else UNSET
        if isinstance(said, Reading) and _is_figure(figure) and spell.strikes(spoken.at_s):
            yield Spoken(spoken.at_s, replace(said, **{spell.field: _converted(figure, convert)}))
        else:
            yield spoken


def _is_figure(figure: object) -> bool:
    return isinstance(figure, float | tuple)


def _converted(figure: Any, convert: Callable[[float], float]) -> Any:  # noqa: ANN401
    if isinstance(figure, tuple):
        return tuple(round(convert(one), 3) for one in figure)
    return round(convert(figure), 3)
