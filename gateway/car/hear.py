"""One reading, or time alone, moves a car's state and makes news."""

from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from gateway.car.advance import advance, next_due
from gateway.car.bounds import Bounds
from gateway.car.events import Charge, Drive, Event
from gateway.car.first_words import as_first_words
from gateway.car.gathering import free_to_go, joined, next_free_at, patience_s, whole
from gateway.car.introductions import has_several, having_heard, introduced, said_until
from gateway.car.moments import believed, clock_is_right, is_late, nothing_said
from gateway.car.notice import notice
from gateway.car.order import Order, Sorted, release, release_at, sort_in
from gateway.car.presence import advance_presence, presence_after, tells_presence
from gateway.car.reading import Reading
from gateway.car.state import CarState
from gateway.car.tongues import NATIVE, without_hearsay


class Heard(msgspec.Struct, frozen=True):
    """What hearing something left behind. The state is the very same object when nothing changed."""

    state: CarState
    events: tuple[Event, ...] = ()  # in the order they are to be told
    drives: tuple[Drive, ...] = ()  # finished in this step, told or not
    charges: tuple[Charge, ...] = ()


def hear(before: CarState, reading: Reading, bounds: Bounds, *, now: datetime) -> Heard:
    """Take one reading in: once, in order, and with the time before it lived through."""
    if tells_presence(reading):
        return Heard(advance_presence(before, reading, bounds))
    story = _Story(before, bounds)
    if reading.dialect != NATIVE or before.tongues:
        story.gather(reading, now=now)
    elif reading.retained:
        story.remember(reading)
    else:
        story.take_in(sort_in(before.order, reading, bounds, now=now))
    return story.told()


def pass_time(before: CarState, bounds: Bounds, *, now: datetime) -> Heard:
    """Let everything happen that was only waiting for `now`. Call it when `wake_at` has come."""
    story = _Story(before, bounds)
    released = release(before.order, bounds, now=now)
    if before.tongues:
        story.join(released)
        story.judge(now=now)
    else:
        story.take_in(released)
    story.live_until(now - _lag(story.state) - _patience(before, bounds))
    return story.told()


def rested(state: CarState, bounds: Bounds) -> CarState:
    """The state, knowing when to be woken: what waits by our clock, and what by the car's."""
    due_at = state.due_at
    wakes = (
        None if due_at is None else due_at + _lag(state) + _patience(state, bounds),
        release_at(state.order, bounds),
        next_free_at(state.unjudged, bounds, several=has_several(state)),
        state.daybook.tell_at,
    )
    return replace(state, wake_at=min((wake for wake in wakes if wake is not None), default=None))


class _Story:
    """A car's state on its way through readings and waits, and what came of it."""

    def __init__(self, state: CarState, bounds: Bounds) -> None:
        self.state = self._before = state
        self._bounds = bounds
        self._order = state.order
        self._due = state.due_at
        self._events: list[Event] = []
        self._drives: list[Drive] = []
        self._charges: list[Charge] = []

    def take_in(self, sorted_in: Sorted) -> None:
        """Readings in order never go back in time; a straggler keeps its own."""
        self._order = sorted_in.order
        for reading in sorted_in.in_order:
            self._hear(reading, believed(reading, self._bounds, not_before=self.state.observed_at))
        if sorted_in.straggler is not None:
            self._hear(sorted_in.straggler, believed(sorted_in.straggler, self._bounds, not_before=None))

    def gather(self, reading: Reading, *, now: datetime) -> None:
        """One of several tongues, or one that speaks in pieces: heard now, and judged when its turn comes."""
        self.state = introduced(self.state, reading.dialect)
        if reading.dialect == NATIVE and not reading.retained:
            self.join(sort_in(self._order, reading, self._bounds, now=now))
        else:
            self._join(reading, not_before=None)
        self.judge(now=now)

    def join(self, sorted_in: Sorted) -> None:
        """Our own readings, in order, join those who wait for other tongues."""
        self._order = sorted_in.order
        for reading in sorted_in.in_order:
            waiting = [other.observed_at for other in self.state.unjudged if other.dialect == NATIVE]
            self._join(reading, not_before=max(waiting, default=said_until(self.state, NATIVE)))
        if sorted_in.straggler is not None:
            self._join(sorted_in.straggler, not_before=None)

    def judge(self, *, now: datetime) -> None:
        """Those who have waited long enough have their turn."""
        unjudged = self.state.unjudged
        free = free_to_go(unjudged, self._bounds, several=has_several(self.state), now=now)
        if free:
            self.state = replace(self.state, unjudged=unjudged[free:])
        for gathered in unjudged[:free]:
            reading = without_hearsay(whole(gathered), self.state.tongues, self._bounds)
            if reading.retained:
                self.remember(reading)
            else:
                self._hear(reading, reading)

    def remember(self, reading: Reading) -> None:
        """What the broker remembers is taken in without a word."""
        after = as_first_words(self.state, reading, self._bounds)
        if after is not self.state:
            self.state, self._due = after, next_due(after, self._bounds)

    def live_until(self, moment: datetime) -> None:
        """What waited for a moment up to this one happens at its own time."""
        while self._due is not None and self._due <= moment:
            heard_at = self._due + _lag(self.state)
            self._step(nothing_said(self.state.car_id, self._due, heard_at=heard_at))

    def told(self) -> Heard:
        """The end of the story."""
        if self.state is self._before and self._order is self._before.order:
            return Heard(self._before)
        return Heard(
            _awaiting(self.state, self._order, self._due, self._bounds),
            tuple(self._events),
            tuple(self._drives),
            tuple(self._charges),
        )

    def _hear(self, said: Reading, reading: Reading) -> None:
        self.live_until(reading.observed_at)
        self._step(reading)
        state = self.state
        newest = state.observed_at is None or reading.observed_at >= state.observed_at
        self.state = replace(
            state,
            observed_at=reading.observed_at if newest else state.observed_at,
            received_at=reading.received_at if newest else state.received_at,
            readings_count=state.readings_count + 1,
            presence=presence_after(state, reading),
            clock_doubted=not clock_is_right(said, self._bounds),
        )
        if state.tongues:
            self.state = having_heard(self.state, reading, self._bounds)

    def _join(self, said: Reading, *, not_before: datetime | None) -> None:
        reading = believed(said, self._bounds, not_before=not_before)
        if reading.observed_at > reading.received_at:  # no tongue runs ahead of the others
            reading = replace(reading, observed_at=reading.received_at)
        unjudged = joined(self.state.unjudged, reading, self._bounds)
        if unjudged is not self.state.unjudged:
            self.state = replace(self.state, unjudged=unjudged)

    def _step(self, reading: Reading) -> None:
        before, bounds = self.state, self._bounds
        after = self.state = advance(before, reading, bounds)
        self._due = next_due(after, bounds)
        self._events += notice(before, after, bounds, late=is_late(reading, bounds))
        if after.driving.last is not None and after.driving.last is not before.driving.last:
            self._drives.append(after.driving.last)
        if after.charging.last is not None and after.charging.last is not before.charging.last:
            self._charges.append(after.charging.last)


def _awaiting(state: CarState, order: Order, due: datetime | None, bounds: Bounds) -> CarState:
    return rested(replace(state, order=order, due_at=due), bounds)


def _lag(state: CarState) -> timedelta:
    """How far the car's time is behind ours: its clock's error, and the way here."""
    if state.observed_at is None or state.received_at is None:
        return timedelta()
    return state.received_at - state.observed_at


def _patience(state: CarState, bounds: Bounds) -> timedelta:
    """How far behind our clock the car's time is let pass: so long may a reading be on its way."""
    return timedelta(seconds=patience_s(bounds, several=has_several(state)))
