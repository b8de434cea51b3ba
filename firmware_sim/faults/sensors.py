"""Sensors that are wrong: fixes that jump, freeze or tremble, charges that flicker, figures that hang."""

from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import cos, pi, radians, sin
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from firmware_sim.day.roads import METRES_PER_DEGREE
from firmware_sim.faults.acts import Spoken
from firmware_sim.faults.spell import Spell
from firmware_sim.firmware.reading import Reading

FLICKERS_S = 3.0  # measured on a real Leaf: 14.7, 0.02 and 13.3 % within three seconds
PLACE = ("lat", "lon")
FIELDS = frozenset(Reading.__struct_fields__) - {"seq", "observed_at"}


def gps_jumps(stream: Iterator[Spoken], spell: Spell) -> Iterator[Spoken]:
    """A fix lies `by` kilometres off, to a side of its own each time."""
    for spoken, reading in _struck(stream, spell, "lat"):
        yield Spoken(spoken.at_s, _moved(reading, spell, metres=1000 * spell.by)) if reading else spoken


def gps_trembles(stream: Iterator[Spoken], spell: Spell) -> Iterator[Spoken]:
    """A fix lies up to `by` metres off."""
    for spoken, reading in _struck(stream, spell, "lat"):
        if reading:
            metres = spell.chance.uniform(0.0, spell.by)
            yield Spoken(spoken.at_s, _moved(reading, spell, metres=metres))
        else:
            yield spoken


def gps_nowhere(stream: Iterator[Spoken], spell: Spell) -> Iterator[Spoken]:
    """A fix is 0, 0: a receiver that has none."""
    for spoken, reading in _struck(stream, spell, "lat"):
        yield Spoken(spoken.at_s, replace(reading, lat=0.0, lon=0.0)) if reading else spoken


def gps_freezes(stream: Iterator[Spoken], spell: Spell) -> Iterator[Spoken]:
    """The first fix of the spell is told again and again."""
    frozen: dict[str, Any] | None = None
    for spoken, reading in _struck(stream, spell, "lat"):
        if reading:
            frozen = frozen or {name: getattr(reading, name) for name in PLACE}
            yield Spoken(spoken.at_s, replace(reading, **frozen))
        else:
            yield spoken


def soc_flickers(stream: Iterator[Spoken], spell: Spell) -> Iterator[Spoken]:
    """The charge is `by` per cent for three seconds: a battery's computer that has just woken."""
    extra = 0
    for spoken in stream:
        said = spoken.said
        if not isinstance(said, Reading):
            yield spoken
            continue
        right = replace(said, seq=said.seq + extra)
        tells = isinstance(said.soc_percent, float) and isinstance(said.observed_at, datetime)
        if not tells or not spell.strikes(spoken.at_s):
            yield Spoken(spoken.at_s, right)
            continue
        extra += 1
        yield Spoken(spoken.at_s, replace(right, soc_percent=spell.by))
        yield Spoken(spoken.at_s + FLICKERS_S, _soon_after(right))


def hangs(stream: Iterator[Spoken], spell: Spell) -> Iterator[Spoken]:
    """`field` keeps the value it had when the spell began."""
    before: object = UNSET
    for spoken in stream:
        said = spoken.said
        if not isinstance(said, Reading) or getattr(said, spell.field) is UNSET:
            yield spoken
        elif spell.strikes(spoken.at_s):
            before = getattr(said, spell.field) if before is UNSET else before
            yield Spoken(spoken.at_s, replace(said, **{spell.field: before}))
        else:
            before = getattr(said, spell.field)
            yield spoken


def lags(stream: Iterator[Spoken], spell: Spell) -> Iterator[Spoken]:
    """`field` is told as it was `by` seconds before."""
    past: deque[tuple[float, object]] = deque()
    for spoken in stream:
        said = spoken.said
        if isinstance(said, Reading) and getattr(said, spell.field) is not UNSET:
            past.append((spoken.at_s, getattr(said, spell.field)))
            while len(past) > 1 and past[1][0] <= spoken.at_s - spell.by:
                past.popleft()
            if spell.strikes(spoken.at_s):
                yield Spoken(spoken.at_s, replace(said, **{spell.field: past[0][1]}))
                continue
        yield spoken


def _soon_after(reading: Reading) -> Reading:
    """The charge again, as a reading of its own."""
    at = reading.observed_at
    at = at + timedelta(seconds=FLICKERS_S) if isinstance(at, datetime) else at
    return Reading(seq=reading.seq + 1, observed_at=at, soc_percent=reading.soc_percent)


def _struck(stream: Iterator[Spoken], spell: Spell, field: str) -> Iterator[tuple[Spoken, Reading | None]]:
    """Everything said, and where the spell strikes a reading with this figure in it, that reading."""
    for spoken in stream:
        said = spoken.said
        tells = isinstance(said, Reading) and isinstance(getattr(said, field), float)
        yield spoken, said if tells and isinstance(said, Reading) and spell.strikes(spoken.at_s) else None


def _moved(reading: Reading, spell: Spell, *, metres: float) -> Reading:
    if not isinstance(reading.lat, float) or not isinstance(reading.lon, float):
        return reading
    to = spell.chance.uniform(0.0, 2 * pi)
    north, east = metres * cos(to) / METRES_PER_DEGREE, metres * sin(to) / METRES_PER_DEGREE
    lat, lon = reading.lat + north, reading.lon + east / cos(radians(reading.lat))
    return replace(reading, lat=round(lat, 6), lon=round(lon, 6))
