"""What is said in pieces, and in several tongues, waits a little: to be gathered, and to be judged in order.

A tongue without a count says one thing at a time: latitude, then longitude; wheel after wheel. Where its
readings have no time of their own either, those heard within a moment are one reading, as of the first of
them. And where a car is heard in several tongues, all wait until none can be overtaken by another any more.
"""

from datetime import datetime, timedelta

from msgspec.structs import asdict, replace

from gateway.car.bounds import Bounds
from gateway.car.hearing.tongues import NATIVE
from gateway.car.hearing.wheels import wheel_by_wheel
from gateway.car.reading import WORDS, Reading

Unjudged = tuple[Reading, ...]  # by observed_at, which is never after received_at


def joined(unjudged: Unjudged, reading: Reading, bounds: Bounds) -> Unjudged:
    """Those who wait, with one more, or with one that says more; the very same when it had been heard."""
    if is_timeless(reading):
        for position in range(len(unjudged) - 1, -1, -1):
            other = unjudged[position]
            if _are_one(other, reading, bounds):
                return (*unjudged[:position], _together(other, reading), *unjudged[position + 1 :])
    elif any(_is_repetition(other, reading) for other in unjudged):
        return unjudged
    return tuple(sorted((*unjudged, reading), key=_moment))


def free_to_go(unjudged: Unjudged, bounds: Bounds, *, several: bool, now: datetime) -> int:
    """How many need wait no longer, the earliest first: they waited long enough, or too many wait."""
    free = max(0, len(unjudged) - bounds.reorder_readings)
    while free < len(unjudged) and _free_at(unjudged[free], bounds, several=several) <= now:
        free += 1
    return free


def next_free_at(unjudged: Unjudged, bounds: Bounds, *, several: bool) -> datetime:
    """When, by the gateway's clock, the first of those who wait has waited long enough; somebody waits."""
    return _free_at(unjudged[0], bounds, several=several)


def patience_s(bounds: Bounds, *, several: bool) -> float:
    """How long, by the gateway's clock, the news of one tongue may wait for that of another."""
    return bounds.reorder_s + bounds.gather_s if several else bounds.reorder_s


def is_timeless(reading: Reading) -> bool:
    """Whether all we know of its time is when we heard it."""
    return reading.dialect != NATIVE and reading.observed_at == reading.received_at


def whole(reading: Reading) -> Reading:
    """The reading without half a place."""
    if (reading.lat is None) == (reading.lon is None):
        return reading
    return replace(reading, lat=None, lon=None)


def _free_at(reading: Reading, bounds: Bounds, *, several: bool) -> datetime:
    if several:
        waits_s = patience_s(bounds, several=True)
    else:
        waits_s = bounds.gather_s if is_timeless(reading) else bounds.reorder_s
    return reading.observed_at + timedelta(seconds=waits_s)


def _are_one(first: Reading, reading: Reading, bounds: Bounds) -> bool:
    return (
        first.dialect == reading.dialect
        and first.retained == reading.retained
        and is_timeless(first)
        and 0 <= (reading.observed_at - first.observed_at).total_seconds() < bounds.gather_s
    )


def _together(first: Reading, reading: Reading) -> Reading:
    """Both in one; where they differ the later is right."""
    said = {name: word for name, word in asdict(reading).items() if word is not None and name in WORDS}
    for name in _WHEELS & said.keys():
        said[name] = wheel_by_wheel(getattr(first, name), said[name])
    silenced = dict.fromkeys(reading.unknown & WORDS)
    return replace(first, unknown=(first.unknown - said.keys()) | reading.unknown, **silenced | said)


def _is_repetition(other: Reading, reading: Reading) -> bool:
    return (
        other.observed_at == reading.observed_at
        and replace(other, received_at=reading.received_at) == reading
    )


def _moment(reading: Reading) -> tuple[datetime, str, int]:
    return reading.observed_at, reading.dialect, reading.seq or 0


_WHEELS = frozenset({"tyre_kpa", "tyre_alert"})
