"""Trouble codes: new when not seen for a month, and only once they stay."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.moments import after, held, is_late
from gateway.car.part import Part
from gateway.car.reading import Reading

CODES_REMEMBERED = 32


class Seen(Part, frozen=True):
    """A code, and the last day it was there."""

    code: str
    on: date  # UTC


class Trouble(Part, frozen=True):
    """The codes of the last month, and those that have not stayed long enough to be told."""

    heard: bool = False  # the first word is no news
    present: tuple[str, ...] = ()  # as said last, without those in doubt
    seen: tuple[Seen, ...] = ()  # the newest last
    doubted: tuple[str, ...] = ()
    since: datetime | None = None  # of the first of those
    told: tuple[str, ...] = ()  # the last that were told, and when
    told_at: datetime | None = None


def advance_trouble(before: Trouble, reading: Reading, bounds: Bounds) -> Trouble:
    """What is known of codes after a reading, or after time alone."""
    if reading.trouble_codes is None and before.since is None:
        return before
    codes, at = reading.trouble_codes, reading.observed_at
    trouble = before
    if codes is not None and (codes != before.present or before.since is not None or not before.heard):
        trouble = _heard(before, sorted(set(codes))[:CODES_REMEMBERED], at, bounds)
    if not held(trouble.since, bounds.trouble_held_s, at) or is_late(reading, bounds):
        return trouble
    return Trouble(
        heard=True,
        present=tuple(sorted((*trouble.present, *trouble.doubted))),
        seen=_remembered(trouble.seen, trouble.doubted, at.date()),
        told=trouble.doubted,
        told_at=at,
    )


def trouble_due(trouble: Trouble, bounds: Bounds) -> datetime | None:
    """When what is doubted has stayed long enough."""
    return after(trouble.since, bounds.trouble_held_s)


def _heard(trouble: Trouble, codes: list[str], at: datetime, bounds: Bounds) -> Trouble:
    today = at.date()
    if not trouble.heard:
        return Trouble(heard=True, present=tuple(codes), seen=_remembered(trouble.seen, codes, today))
    days = timedelta(days=bounds.trouble_forgotten_days)
    recent = {one.code for one in trouble.seen if today - one.on < days} | {*trouble.present}
    present = tuple(code for code in codes if code in recent)
    doubted = tuple(code for code in codes if code not in recent)
    since = (trouble.since or at) if doubted else None
    if (present, doubted, since) == (trouble.present, trouble.doubted, trouble.since):
        return trouble
    there = sorted({*trouble.present, *present})  # who is gone now was there until now
    seen = _remembered(trouble.seen, there, today)
    return replace(trouble, present=present, seen=seen, doubted=doubted, since=since)


def _remembered(seen: tuple[Seen, ...], codes: Sequence[str], today: date) -> tuple[Seen, ...]:
    others = [one for one in seen if one.code not in codes]
    return (*others, *(Seen(code, today) for code in codes))[-CODES_REMEMBERED:]
