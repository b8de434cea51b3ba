"""What readings and passing time change, and what that gives us to say. Neither disk nor wire."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from gateway.car.events import DriveStarted, Event, LeftHome, ZoneLeft
from gateway.car.hear import Heard, hear, pass_time, rested
from gateway.car.reading import Reading
from gateway.car.state import CarState
from gateway.car.travel.encounter import encounter, friends_met, remembering
from gateway.car.travel.meeting import Meeting
from gateway.delivery.changes import Changes
from gateway.delivery.fleet import Known
from gateway.delivery.journeys import Journey
from gateway.delivery.outbox import Departure
from gateway.voice.budget import Hush, digest, hushed, in_good_time, kept_back, nothing_kept, told
from gateway.voice.draft import Draft
from gateway.voice.journey import charge_told, drive_told
from gateway.voice.profile import Friend
from gateway.voice.speak import speak, time_zone, told_from
from gateway.waking import Waking
from gateway.words import Words


class Register(Protocol):
    """Whoever knows what owners allow: the fleet, or (with nothing connected) the settings."""

    def get(self, car_id: str) -> Known:
        """What we know of a car."""


class Told(NamedTuple):
    """What came of one event."""

    event: Event
    drafts: tuple[Draft, ...]
    hush: Hush | None = None  # why there are no others


class Telling:
    """One batch's worth of news, on top of the states as they were before it."""

    def __init__(
        self, cars: Mapping[str, CarState], waking: Waking, register: Register, words: Words
    ) -> None:
        self.changes = Changes()
        self.told: list[Told] = []
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
        heard = pass_time(before, known.bounds, now=now)
        self._note(before, heard, known)
        tell_at = heard.state.daybook.tell_at
        if tell_at is not None and tell_at <= now:
            self._tell_digest(self._state(car_id), known)

    def _state(self, car_id: str) -> CarState:
        return self.changes.states.get(car_id) or self._cars[car_id]

    def _note(self, before: CarState, heard: Heard, known: Known) -> None:
        """Keep what was heard, and say what is to be said about it."""
        self.changes.drives += heard.drives
        self.changes.charges += heard.charges
        if heard.drives or heard.charges:
            self.changes.journeys += self._journeys(heard, known)
        if known.profile.owner_acct:  # a track is its owner's, and for nobody otherwise
            self.changes.way += heard.way
        self.changes.departures += _departures(heard)
        after = heard.state
        for event in heard.events:
            after = self._tell(event, after, known)
        self._keep(before, after, known)
        if known.profile.friends and after is not before:
            self._meet(after.car_id, known)

    def _journeys(self, heard: Heard, known: Known) -> Iterator[Journey]:
        acct, bounds, towns = known.profile.acct, known.bounds, self._words.towns
        yield from (drive_told(drive, bounds, towns, acct=acct) for drive in heard.drives)
        yield from (charge_told(charge, bounds, towns, acct=acct) for charge in heard.charges)

    def _meet(self, car_id: str, known: Known) -> None:
        """Two friends' cars that are near each other both say so."""
        for friend in known.profile.friends:
            other, theirs = self._cars.get(friend.car_id), self._register.get(friend.car_id)
            back = next((one for one in theirs.profile.friends if one.car_id == car_id), None)
            if other is None or back is None:
                continue
            other = self._state(friend.car_id)
            meeting = encounter(self._state(car_id), other, known.bounds)
            if meeting is not None:
                self._remember(car_id, meeting, friend, known)
                self._remember(friend.car_id, replace(meeting, friend=car_id), back, theirs)

    def _remember(self, car_id: str, meeting: Meeting, friend: Friend, known: Known) -> None:
        before = self._state(car_id)
        after = remembering(before, meeting, known.bounds)
        met = friends_met(
            before, after, meeting, known.bounds, friend=friend.nickname, friend_acct=friend.acct
        )
        after = after if met is None else self._tell(met, after, known)
        self._keep(before, rested(after, known.bounds), known)

    def _tell(self, event: Event, state: CarState, known: Known) -> CarState:
        """The one place where news becomes drafts: the state, knowing what it has told and kept back."""
        profile, words, changes = known.profile, self._words, self.changes
        changes.events.append(event)
        drafts = speak(event, state, profile, words.personas, words.towns)
        if not drafts:
            self.told.append(Told(event, drafts))
            return state
        zone = time_zone(profile, state)
        hush = hushed(event, state.daybook, profile, zone)
        if hush is None:
            daybook = told(event, drafts, state.daybook, zone)
            drafts = in_good_time(event, drafts, profile, zone)
        else:
            daybook = kept_back(event, state.daybook, profile, zone, hush=hush)
            drafts = ()
        changes.drafts += drafts
        self.told.append(Told(event, drafts, hush))
        return replace(state, daybook=daybook)

    def _tell_digest(self, before: CarState, known: Known) -> None:
        after = self._tell(digest(before), before, known)
        self._keep(before, replace(after, daybook=nothing_kept(after.daybook)), known)

    def _keep(self, before: CarState, after: CarState, known: Known) -> None:
        if after is before:
            self._waking.set(after.car_id, after.wake_at)
            return
        if after.daybook is not before.daybook:
            after = rested(after, known.bounds)
        self._waking.set(after.car_id, after.wake_at)
        self.changes.states[after.car_id] = after


def _departures(heard: Heard) -> Iterator[Departure]:
    """When the car left where it was; a drive that nobody saw begin is known by its end."""
    left = {drive.started_at for drive in heard.drives}
    left |= {event.at for event in heard.events if isinstance(event, DriveStarted | LeftHome | ZoneLeft)}
    car_id = heard.state.car_id
    for at in sorted(left):
        yield Departure(car_id=car_id, left_at=at, told_from=told_from(car_id, at))
