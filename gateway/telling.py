"""What readings and passing time change, and what that gives us to say. Neither disk nor wire."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from gateway.car.hear import Heard, hear, pass_time
from gateway.car.reading import Reading
from gateway.car.state import CarState
from gateway.delivery.changes import Changes
from gateway.delivery.fleet import Known
from gateway.voice.speak import speak
from gateway.waking import Waking
from gateway.words import Words


class Register(Protocol):
    """Whoever knows what owners allow: the fleet, or (with nothing connected) the settings."""

    def get(self, car_id: str) -> Known:
        """What we know of a car."""


class Telling:
    """One batch's worth of news, on top of the states as they were before it."""

    def __init__(
        self, cars: Mapping[str, CarState], waking: Waking, register: Register, words: Words
    ) -> None:
        self.changes = Changes()
        self.duplicates = 0  # readings that had been taken in before
        self._cars, self._waking = cars, waking
        self._register, self._words = register, words

    def hear(self, reading: Reading) -> None:
        """Take in what a car said, at the moment we heard it."""
        before = self._state(reading.car_id)
        known = self._register.get(reading.car_id)
        heard = hear(before, reading, known.bounds, now=reading.received_at)
        self.duplicates += heard.state is before
        self._note(before, heard, known)

    def wake(self, car_id: str, *, now: datetime) -> None:
        """Let a car whose time has come live through the time since it last spoke."""
        before = self._state(car_id)
        known = self._register.get(car_id)
        self._note(before, pass_time(before, known.bounds, now=now), known)

    def _state(self, car_id: str) -> CarState:
        return self.changes.states.get(car_id) or self._cars[car_id]

    def _note(self, before: CarState, heard: Heard, known: Known) -> None:
        after, changes, words = heard.state, self.changes, self._words
        self._waking.set(after.car_id, after.wake_at)
        if after is not before:
            changes.states[after.car_id] = after
        changes.drives += heard.drives
        changes.charges += heard.charges
        changes.events += heard.events
        for event in heard.events:
            changes.drafts += speak(event, after, known.profile, words.personas, words.towns)
