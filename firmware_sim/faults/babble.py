"""Firmware that cannot stop: the same over and over, each time with a number of its own."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from firmware_sim.faults.acts import Spoken
from firmware_sim.faults.spell import Spell
from firmware_sim.firmware.reading import Reading

FOR_S = 1.0  # after each reading that is struck


def spams(stream: Iterator[Spoken], spell: Spell) -> Iterator[Spoken]:
    """After a reading come `by` more of it within a second; numbers go on, so that all of them count."""
    extra = 0
    for spoken in stream:
        said = spoken.said
        if not isinstance(said, Reading):
            yield spoken
            continue
        yield Spoken(spoken.at_s, replace(said, seq=said.seq + extra))
        if spell.strikes(spoken.at_s) and isinstance(said.observed_at, datetime):
            for turn in range(1, round(spell.by) + 1):
                extra += 1
                later_s = FOR_S * turn / (spell.by + 1)
                observed_at = said.observed_at + timedelta(seconds=later_s)
                yield Spoken(
                    spoken.at_s + later_s, replace(said, seq=said.seq + extra, observed_at=observed_at)
                )
