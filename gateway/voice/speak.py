"""From an event to the words a car says about it: to whom, and when."""

from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from gateway.car.events import BestEconomy, CameHome, ChargedUnseen, DriveEnded, Event, LongestDrive
from gateway.car.local_time import time_zone_at
from gateway.car.state import CarState
from gateway.voice.compose import compose
from gateway.voice.discretion import Circle, circles, goes_without_saying, town_told
from gateway.voice.draft import Draft
from gateway.voice.facts import facts
from gateway.voice.measures import Manner
from gateway.voice.persona import Personas
from gateway.voice.profile import CarProfile
from gateway.voice.towns import Towns

JITTER_S = 20 * 60  # so much later at most, so that nobody can reckon back from the time of a post
NEVER_LEFT = timedelta(hours=12)  # whoever was to hear after the car has left hears then, though it stays
AFTER_LEAVING = timedelta(minutes=30)  # told at once, it would tell that the car has just left


def speak(
    event: Event, state: CarState, profile: CarProfile, personas: Personas, towns: Towns
) -> tuple[Draft, ...]:
    """The posts an event gives rise to, one for each circle of hearers, its owner's first."""
    spoken = (
        _speak_to(circle, event, state, profile, personas, towns)
        for circle in circles(event, profile)
        if not goes_without_saying(event, state, circle, profile)
    )
    return tuple(draft for draft in spoken if draft is not None)


def told_from(car_id: str, left_at: datetime) -> datetime:
    """When others may hear of what the car did where it was, once it has left."""
    return left_at + AFTER_LEAVING + _jitter(_digest(car_id, "left", left_at.isoformat()))


def time_zone(profile: CarProfile, state: CarState) -> ZoneInfo:
    """By whose clocks the car speaks: its owner's choice, else those where it is."""
    name = profile.time_zone
    if name is None and state.lat is not None and state.lon is not None:
        name = time_zone_at(state.lat, state.lon)
    return ZoneInfo(name or "UTC")


def _speak_to(
    circle: Circle, event: Event, state: CarState, profile: CarProfile, personas: Personas, towns: Towns
) -> Draft | None:
    """None where every sentence would have a hole.

    Who hears later is told no time that was foreseen: it may not hold any more, and it is the owner who is
    asked whether it suits.
    """
    key = _digest(event.car_id, event.kind, _began_at(event).isoformat(), circle.name)
    not_before = _not_before(event, state, profile, key=key) if circle.later else None
    heard_at = not_before or event.at
    town = town_told(event, state, towns, circle=circle)
    known = facts(event, town=town, name=profile.nickname, withheld=circle.withheld)
    if circle.later:
        known = {name: fact for name, fact in known.items() if not isinstance(fact, datetime)}
    for persona in personas.speakers(profile.persona, profile.language):
        manner = Manner(persona.language, profile.units, time_zone(profile, state), heard_at)
        text = compose(persona.lines.get(event.kind, ()), known, manner, chance=int(key[:8], 16))
        if text is not None:
            mentions = "".join(f"@{acct} " for acct in circle.mentions)
            return Draft(
                key=key,
                car_id=event.car_id,
                kind=event.kind,
                at=event.at,
                text=mentions + text,
                language=persona.language,
                visibility=circle.audience,
                reasons=event.reasons,
                not_before=not_before,
                after_leaving=circle.later and profile.delay_minutes == "until_left",
                owner_knows=circle.owner_knows,
            )
    return None


def _not_before(event: Event, state: CarState, profile: CarProfile, *, key: str) -> datetime:
    """When others than the owner may hear of it: never before what they are yet to hear of."""
    delay = profile.delay_minutes
    wait = NEVER_LEFT if delay == "until_left" else timedelta(minutes=delay)
    moment = event.at + wait + _jitter(key)
    return max(moment, state.daybook.others_hear_at or moment)


def _began_at(event: Event) -> datetime:
    """The moment that names a happening: where and when a drive ended may be corrected by late readings."""
    match event:
        case DriveEnded() | LongestDrive() | BestEconomy():
            return event.started_at
        case CameHome():
            return event.started_at or event.at
        case ChargedUnseen():
            return event.silent_since
    return event.at


def _digest(*happening: str) -> str:
    """The same for the same happening, so that a replay posts nothing twice."""
    return sha256("\n".join(happening).encode()).hexdigest()


def _jitter(key: str) -> timedelta:
    """The same in every replay."""
    return timedelta(seconds=int(key[8:16], 16) % JITTER_S)
