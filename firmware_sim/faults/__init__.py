"""What can go wrong between a car and its broker, by name. Pure: the dice are handed in, nothing is sent."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from firmware_sim.faults import babble, clocks, lines, sensors, strangers, units, way
from firmware_sim.faults.acts import Act, Spoken
from firmware_sim.faults.spell import Spell


@dataclass(frozen=True, slots=True)
class Mishearing:
    """A fault of what firmware says, before it is put into bytes."""

    strike: Callable[[Iterator[Spoken], Spell], Iterator[Spoken]]
    means: str
    by: float = 0.0  # unless said otherwise
    unit: str = ""  # of `by`; none: it makes no use of it
    fields: frozenset[str] = frozenset()  # one of these has to be named; none: there is nothing to name


@dataclass(frozen=True, slots=True)
class Mishap:
    """A fault of the way from the modem to the broker."""

    strike: Callable[[Iterator[Act], Spell], Iterator[Act]]
    means: str
    by: float = 0.0
    unit: str = ""
    native_only: bool = False  # it has to put a lie into bytes, and knows our own tongue
    needs_rights: bool = False  # it shows nothing where everybody may write to every topic


FAULTS: Mapping[str, Mishearing | Mishap] = {
    "clock-1970": Mishearing(clocks.forgetful, "the car's clock has begun anew in 1970"),
    "clock-ahead": Mishearing(clocks.ahead, "it is ahead; negative: behind", by=2.0, unit="hours"),
    "clock-drift": Mishearing(clocks.drifting, "it gains time", by=60.0, unit="seconds an hour"),
    "clock-rollover": Mishearing(clocks.rolled_over, "satellites count weeks from 0 again: 19.6 years ago"),
    "gps-jump": Mishearing(sensors.gps_jumps, "a fix lies far off", by=3.0, unit="kilometres"),
    "gps-jitter": Mishearing(sensors.gps_trembles, "a fix trembles", by=60.0, unit="metres, at most"),
    "gps-null": Mishearing(sensors.gps_nowhere, "a fix is 0, 0"),
    "gps-frozen": Mishearing(sensors.gps_freezes, "the same fix again and again"),
    "soc-glitch": Mishearing(
        sensors.soc_flickers, "the charge is another for one reading", by=0.02, unit="%"
    ),
    "stuck": Mishearing(sensors.hangs, "a figure does not move any more", fields=sensors.FIELDS),
    "stale": Mishearing(
        sensors.lags, "a figure is an old one", by=1800.0, unit="seconds", fields=sensors.FIELDS
    ),
    "units": Mishearing(units.mixed_up, "a figure in another unit", fields=frozenset(units.IN_ANOTHER_UNIT)),
    "spam": Mishearing(
        babble.spams, "each reading comes with many like it", by=50.0, unit="more in a second"
    ),
    "lost": Mishap(way.loses, "messages never arrive"),
    "duplicates": Mishap(way.doubles, "messages arrive again", by=1.0, unit="times more"),
    "reordering": Mishap(way.overtakes, "messages are overtaken", by=4.0, unit="seconds late, at most"),
    "truncated": Mishap(way.truncates, "messages arrive without their end"),
    "corrupted": Mishap(way.corrupts, "bytes arrive as others", by=3.0, unit="bytes a message"),
    "retained": Mishap(way.retains, "readings stay at the broker, as if they were new to whoever comes"),
    "tunnel": Mishap(
        lines.loses_coverage, "no connection, and all of it afterwards", by=5000.0, unit="messages kept"
    ),
    "storm": Mishap(lines.storms, "the connection breaks and comes back", by=3.0, unit="times a message"),
    "brown-out": Mishap(lines.browns_out, "power fails in the middle of a message, once"),
    "spoofed": Mishap(
        strangers.spoofs,
        "another account of the broker speaks in the car's name",
        by=1000.0,
        unit="numbers ahead",
        native_only=True,
        needs_rights=True,
    ),
    "stolen": Mishap(
        strangers.steals,
        "somebody signs in as the car",
        by=1000.0,
        unit="numbers ahead",
        native_only=True,
    ),
    "ghost": Mishap(
        strangers.haunts,
        "an old reading lies retained on its topic",
        by=400.0,
        unit="days old",
        native_only=True,
    ),
}
