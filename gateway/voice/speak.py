"""From an event to the words a car says about it, and to whom."""

from gateway.car.events import Event
from gateway.car.state import CarState
from gateway.voice.draft import Draft
from gateway.voice.persona import Personas
from gateway.voice.profile import CarProfile
from gateway.voice.towns import Towns


def speak(
    event: Event, state: CarState, profile: CarProfile, personas: Personas, towns: Towns
) -> tuple[Draft, ...]:
    """The posts an event gives rise to: none when it is late, muted, or nobody may hear of it."""
    raise NotImplementedError
