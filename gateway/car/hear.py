"""One reading, or time alone, moves a car's state and makes news."""

from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.events import Charge, Drive, Event, Waypoint
from gateway.car.hearing.gathering import next_free_at, patience_s
from gateway.car.hearing.introductions import has_several
from gateway.car.hearing.order import Order, release, release_at, sort_in
from gateway.car.hearing.presence import advance_presence, tells_presence
from gateway.car.hearing.repetition import repeated
from gateway.car.hearing.tongues import NATIVE
from gateway.car.reading import Reading
from gateway.car.state import CarState
from gateway.car.story import Story, lag


class Heard(msgspec.Struct, frozen=True):
    """What hearing something left behind. The state is the very same object when nothing changed."""

    state: CarState
    events: tuple[Event, ...] = ()  # in the order they are to be told
    drives: tuple[Drive, ...] = ()  # finished in this step, told or not
    charges: tuple[Charge, ...] = ()
    way: tuple[Waypoint, ...] = ()  # of a drive under way


def hear(before: CarState, reading: Reading, bounds: Bounds, *, now: datetime) -> Heard:
    """Take one reading in: once, in order, and with the time before it lived through."""
    if tells_presence(reading):
        return Heard(advance_presence(before, reading, bounds))
    again = None if before.said is None else repeated(before, reading, bounds)
    if again is not None:
        return Heard(rested(again, bounds))
    story = Story(before, bounds)
    if reading.dialect != NATIVE or before.tongues:
        story.gather(reading, now=now)
    elif reading.retained:
        story.remember(reading)
    else:
        story.take_in(sort_in(before.order, reading, bounds, now=now))
    return _heard(before, story, bounds)


def pass_time(before: CarState, bounds: Bounds, *, now: datetime) -> Heard:
    """Let everything happen that was only waiting for `now`. Call it when `wake_at` has come."""
    story = Story(before, bounds)
    released = release(before.order, bounds, now=now)
    if before.tongues:
        story.join(released)
        story.judge(now=now)
    else:
        story.take_in(released)
    story.live_until(now - lag(story.state) - _patience(before, bounds))
    return _heard(before, story, bounds)


def rested(state: CarState, bounds: Bounds) -> CarState:
    """The state, knowing when to be woken."""
    return replace(state, wake_at=_wake_at(state, state.order, state.due_at, bounds))


def _heard(before: CarState, story: Story, bounds: Bounds) -> Heard:
    if story.state is before and story.order is before.order:
        return Heard(before)
    wake_at = _wake_at(story.state, story.order, story.due, bounds)
    after = replace(story.state, order=story.order, due_at=story.due, wake_at=wake_at)
    return Heard(after, tuple(story.events), tuple(story.drives), tuple(story.charges), tuple(story.way))


def _wake_at(state: CarState, order: Order, due_at: datetime | None, bounds: Bounds) -> datetime | None:
    """What was heard and the digest wait by our clock, all else by the car's."""
    wakes = [] if state.daybook.tell_at is None else [state.daybook.tell_at]
    if due_at is not None:
        wakes.append(due_at + lag(state) + _patience(state, bounds))
    if order.waiting and (released_at := release_at(order, bounds)) is not None:
        wakes.append(released_at)
    if state.unjudged:
        wakes.append(next_free_at(state.unjudged, bounds, several=has_several(state)))
    return min(wakes, default=None)


def _patience(state: CarState, bounds: Bounds) -> timedelta:
    """How far behind our clock the car's time is let pass: so long may a reading be on its way."""
    return timedelta(seconds=patience_s(bounds, several=has_several(state)))
