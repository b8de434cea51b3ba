"""From an event to the words a car says about it, and to whom."""

from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from gateway.car.events import ChargedUnseen, DriveEnded, Event
from gateway.car.reminding import time_zone_at
from gateway.car.state import CarState
from gateway.voice.compose import compose
from gateway.voice.discretion import audience, goes_without_saying, town_told, withheld
from gateway.voice.draft import Draft
from gateway.voice.facts import facts
from gateway.voice.measures import Manner
from gateway.voice.persona import Personas
from gateway.voice.profile import Audience, CarProfile
from gateway.voice.towns import Towns


def speak(
    event: Event, state: CarState, profile: CarProfile, personas: Personas, towns: Towns
) -> tuple[Draft, ...]:
    """The posts an event gives rise to: none when it is late, muted, or nobody may hear of it."""
    heard_by = audience(event, profile)
    if heard_by is Audience.NOBODY or goes_without_saying(event, state):
        return ()
    key, zone = _key(event, heard_by), _time_zone(profile, state)
    town = town_told(event, state, profile, towns, heard_by=heard_by)
    known = facts(event, town=town, withheld=withheld(heard_by))
    for persona in personas.speakers(profile.persona, profile.language):
        manner = Manner(persona.language, profile.units, zone, event.at)
        text = compose(persona.lines.get(event.kind, ()), known, manner, chance=int(key[:8], 16))
        if text is not None:
            return (_draft(event, profile, heard_by, key=key, text=text, language=persona.language),)
    return ()  # never, as long as plain English is complete


def _draft(
    event: Event, profile: CarProfile, heard_by: Audience, *, key: str, text: str, language: str
) -> Draft:
    mention = f"@{profile.owner_acct} " if heard_by is Audience.DIRECT else ""
    return Draft(
        key=key,
        car_id=event.car_id,
        kind=event.kind,
        at=event.at,
        text=mention + text,
        language=language,
        visibility=heard_by,
        reasons=event.reasons,
    )


def _key(event: Event, heard_by: Audience) -> str:
    """The same for the same happening and audience, so that a replay posts nothing twice."""
    happening = (event.car_id, event.kind, _began_at(event).isoformat(), heard_by)
    return sha256("\n".join(happening).encode()).hexdigest()


def _began_at(event: Event) -> datetime:
    if isinstance(event, DriveEnded):
        return event.started_at  # where it ended may still be corrected by late readings
    return event.silent_since if isinstance(event, ChargedUnseen) else event.at


def _time_zone(profile: CarProfile, state: CarState) -> ZoneInfo:
    name = profile.time_zone
    if name is None and state.lat is not None and state.lon is not None:
        name = time_zone_at(state.lat, state.lon)
    return ZoneInfo(name or "UTC")
