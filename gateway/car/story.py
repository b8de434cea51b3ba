"""A car's state on its way through readings and waits, and what came of it."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from gateway.car.advance import advance, next_due
from gateway.car.bounds import Bounds
from gateway.car.events import Charge, Drive, Event, Waypoint
from gateway.car.hearing.first_words import as_first_words
from gateway.car.hearing.gathering import free_to_go, joined, whole
from gateway.car.hearing.introductions import has_several, having_heard, introduced, said_until
from gateway.car.hearing.order import Sorted, sort_in
from gateway.car.hearing.presence import presence_after
from gateway.car.hearing.repetition import is_heard_out
from gateway.car.hearing.tongues import NATIVE, without_hearsay
from gateway.car.moments import believed, clock_is_right, is_late, nothing_said
from gateway.car.notice import notice
from gateway.car.reading import Reading
from gateway.car.state import CarState
from gateway.car.travel.way import waypoint


class Story:
    """Told step by step, in the car's own time."""

    def __init__(self, state: CarState, bounds: Bounds) -> None:
        self.state = state
        self._bounds = bounds
        self.order = state.order
        self.due = state.due_at
        self.events: list[Event] = []
        self.drives: list[Drive] = []
        self.charges: list[Charge] = []
        self.way: list[Waypoint] = []

    def take_in(self, sorted_in: Sorted) -> None:
        """Readings in order never go back in time; a straggler keeps its own."""
        self.order = sorted_in.order
        for reading in sorted_in.in_order:
            self._hear(reading, believed(reading, self._bounds, not_before=self.state.observed_at))
        if sorted_in.straggler is not None:
            self._hear(sorted_in.straggler, believed(sorted_in.straggler, self._bounds, not_before=None))

    def gather(self, reading: Reading, *, now: datetime) -> None:
        """One of several tongues, or one that speaks in pieces: heard now, and judged when its turn comes."""
        self.state = introduced(self.state, reading.dialect)
        if reading.dialect == NATIVE and not reading.retained:
            self.join(sort_in(self.order, reading, self._bounds, now=now))
        else:
            self._join(reading, not_before=None)
        self.judge(now=now)

    def join(self, sorted_in: Sorted) -> None:
        """Our own readings, in order, join those who wait for other tongues."""
        self.order = sorted_in.order
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
            self.state, self.due = after, next_due(after, self._bounds)

    def live_until(self, moment: datetime) -> None:
        """What waited for a moment up to this one happens at its own time."""
        while self.due is not None and self.due <= moment:
            heard_at = self.due + lag(self.state)
            self._step(nothing_said(self.state.car_id, self.due, heard_at=heard_at))

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
            said=reading if newest and is_heard_out(state, reading, self._bounds) else None,
            clock_doubted=reading is not said and not clock_is_right(said, self._bounds),
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
        self.due = next_due(after, bounds)
        self.events += notice(before, after, bounds, late=is_late(reading, bounds))
        if after.driving.last is not None and after.driving.last is not before.driving.last:
            self.drives.append(after.driving.last)
        if after.charging.last is not None and after.charging.last is not before.charging.last:
            self.charges.append(after.charging.last)
        if after.driving.trip is not None and after.place.fix is not before.place.fix:
            self.way += waypoint(before, after)


def lag(state: CarState) -> timedelta:
    """How far the car's time is behind ours: its clock's error, and the way here."""
    if state.observed_at is None or state.received_at is None:
        return timedelta()
    return state.received_at - state.observed_at
