"""Readings in the order the car said them: each once, and the later ones wait a little for the earlier."""

from datetime import datetime, timedelta
from itertools import pairwise

import msgspec

from gateway.car.bounds import Bounds
from gateway.car.moments import clock_is_right
from gateway.car.part import Part
from gateway.car.reading import Reading

GAPS_REMEMBERED = 16
FIRST_SEQ = 1


class Gap(Part, frozen=True):
    """Readings that were overtaken and may still come."""

    first: int
    last: int
    since: datetime  # by the gateway's clock


class Order(Part, frozen=True, kw_only=True):
    """What has been heard of a car's count."""

    newest: int | None = None  # the largest seq passed on
    up_to: int | None = None  # all up to here are taken in, or will never come
    claimed_at: datetime | None = None  # the newest time a right clock gave
    gaps: tuple[Gap, ...] = ()
    waiting: tuple[Reading, ...] = ()  # ahead of a gap, by seq


class Sorted(msgspec.Struct, frozen=True):
    """What one arrival sets free."""

    order: Order
    in_order: tuple[Reading, ...] = ()
    straggler: Reading | None = None  # overtaken by others long ago


def sort_in(order: Order, reading: Reading, bounds: Bounds, *, now: datetime) -> Sorted:
    """Pass on what is next in the count. The order is the very same object for what was heard before."""
    seq, newest = reading.seq, order.newest
    if seq is None:
        return Sorted(order, straggler=reading)
    if newest is not None and seq == newest + 1 and not order.waiting:
        after = Order(newest=seq, up_to=seq, gaps=order.gaps, claimed_at=_claimed(order, reading, bounds))
        return Sorted(_counted(after, bounds, now=now) if order.gaps else after, (reading,))
    if newest is not None and seq <= newest:
        return _look_back(order, reading, bounds, now=now)
    if any(seq == other.seq for other in order.waiting):
        return Sorted(order)
    waiting = sorted((*order.waiting, reading), key=_seq)
    order = msgspec.structs.replace(
        order, waiting=tuple(waiting), claimed_at=_claimed(order, reading, bounds)
    )
    return release(order, bounds, now=now)


def release(order: Order, bounds: Bounds, *, now: datetime) -> Sorted:
    """Pass on those who need wait no longer: next in the count, waited long enough, or too many."""
    patience = timedelta(seconds=bounds.reorder_s)
    free = max(0, len(order.waiting) - bounds.reorder_readings)
    for position, reading in enumerate(order.waiting):
        if reading.received_at + patience <= now:
            free = position + 1
    while free < len(order.waiting) and _follows(order, free):
        free += 1
    if not free:
        return Sorted(order)
    released = order.waiting[:free]
    gaps = order.gaps + _before_the_first(order, released[0], bounds, now)
    gaps += _gaps_between(order.newest, released, now)
    after = msgspec.structs.replace(
        order, newest=released[-1].seq, waiting=order.waiting[free:], gaps=gaps[-GAPS_REMEMBERED:]
    )
    return Sorted(_counted(after, bounds, now=now), released)


def release_at(order: Order, bounds: Bounds) -> datetime | None:
    """When, by the gateway's clock, the first of those who wait has waited long enough."""
    if not order.waiting:
        return None
    return min(reading.received_at for reading in order.waiting) + timedelta(seconds=bounds.reorder_s)


def _look_back(order: Order, reading: Reading, bounds: Bounds, *, now: datetime) -> Sorted:
    claimed_at = _claimed(order, reading, bounds)
    if order.claimed_at is not None and claimed_at is not None and claimed_at > order.claimed_at:
        return _count_anew(order, reading)
    seq = _seq(reading)
    for gap in order.gaps:
        if gap.first <= seq <= gap.last:
            gaps = [other for other in order.gaps if other is not gap] + _without(gap, seq)
            after = msgspec.structs.replace(order, gaps=tuple(sorted(gaps, key=lambda other: other.first)))
            return Sorted(_counted(after, bounds, now=now), straggler=reading)
    return Sorted(order)


def _count_anew(order: Order, reading: Reading) -> Sorted:
    """A car with new firmware counts from the start again; its clock tells that from a repetition."""
    return Sorted(Order(waiting=(reading,), claimed_at=reading.observed_at), order.waiting)


def _follows(order: Order, position: int) -> bool:
    before = _seq(order.waiting[position - 1]) if position else order.newest
    return before is not None and _seq(order.waiting[position]) == before + 1


def _before_the_first(order: Order, first: Reading, bounds: Bounds, now: datetime) -> tuple[Gap, ...]:
    """What a car said before we first heard of it may still come, but holds nothing back."""
    if order.newest is not None or _seq(first) <= FIRST_SEQ:
        return ()
    return (Gap(FIRST_SEQ, _seq(first) - 1, now - timedelta(seconds=bounds.late_s + 1)),)


def _gaps_between(newest: int | None, released: tuple[Reading, ...], now: datetime) -> tuple[Gap, ...]:
    counts = ([] if newest is None else [newest]) + [_seq(reading) for reading in released]
    return tuple(Gap(low + 1, high - 1, now) for low, high in pairwise(counts) if high > low + 1)


def _without(gap: Gap, seq: int) -> list[Gap]:
    halves = (Gap(gap.first, seq - 1, gap.since), Gap(seq + 1, gap.last, gap.since))
    return [half for half in halves if half.first <= half.last]


def _counted(order: Order, bounds: Bounds, *, now: datetime) -> Order:
    """A gap holds the count back only while what it lacks would still be news."""
    if not order.gaps:
        return msgspec.structs.replace(order, up_to=order.newest)
    hoped_for = [gap.first for gap in order.gaps if (now - gap.since).total_seconds() <= bounds.late_s]
    up_to = min(hoped_for) - 1 if hoped_for else order.newest
    return msgspec.structs.replace(order, up_to=up_to)


def _claimed(order: Order, reading: Reading, bounds: Bounds) -> datetime | None:
    if not clock_is_right(reading, bounds):
        return order.claimed_at
    return max(order.claimed_at or reading.observed_at, reading.observed_at)


def _seq(reading: Reading) -> int:
    return reading.seq if reading.seq is not None else -1
