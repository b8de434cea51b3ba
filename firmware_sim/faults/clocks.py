"""Clocks that are wrong: what a car believes to be the time when it measures."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from firmware_sim.faults.acts import Spoken
from firmware_sim.faults.spell import Spell
from firmware_sim.firmware.reading import Reading

BEFORE_THE_FIX = datetime(1970, 1, 1, tzinfo=UTC)  # a clock without a battery, until satellites tell it
ROLLOVER = timedelta(weeks=1024)  # ten bits of week number in the oldest GPS message


def _told_by(
    stream: Iterator[Spoken], spell: Spell, clock: Callable[[datetime, float], datetime]
) -> Iterator[Spoken]:
    """The stream, its readings dated by another clock: of the right time, and how long it has been wrong."""
    began_s: float | None = None
    for spoken in stream:
        said = spoken.said
        if (
            isinstance(said, Reading)
            and isinstance(said.observed_at, datetime)
            and spell.strikes(spoken.at_s)
        ):
            began_s = spoken.at_s if began_s is None else began_s
            wrong = clock(said.observed_at, spoken.at_s - began_s)
            yield Spoken(spoken.at_s, replace(said, observed_at=wrong))
        else:
            yield spoken


def forgetful(stream: Iterator[Spoken], spell: Spell) -> Iterator[Spoken]:
    """It is 1970, and goes on from there."""
    return _told_by(stream, spell, lambda _, since_s: BEFORE_THE_FIX + timedelta(seconds=since_s))


def ahead(stream: Iterator[Spoken], spell: Spell) -> Iterator[Spoken]:
    """It is `by` hours later than it is; negative: earlier."""
    return _told_by(stream, spell, lambda right, _: right + timedelta(hours=spell.by))


def drifting(stream: Iterator[Spoken], spell: Spell) -> Iterator[Spoken]:
    """It gains `by` seconds an hour, and nobody sets it."""
    return _told_by(
        stream, spell, lambda right, since_s: right + timedelta(seconds=since_s / 3600 * spell.by)
    )


def rolled_over(stream: Iterator[Spoken], spell: Spell) -> Iterator[Spoken]:
    """The count of weeks began anew: 19.6 years ago."""
    return _told_by(stream, spell, lambda right, _: right - ROLLOVER)
