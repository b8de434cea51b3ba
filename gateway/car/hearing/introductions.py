"""Which tongues a car is heard in. While it is our own alone, the state itself knows all there is to know."""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.hearing.tongues import NATIVE, Tongue, having_said, presence_of_all, tongue_in, with_tongue
from gateway.car.reading import Presence, Reading
from gateway.car.state import CarState


def introduced(state: CarState, dialect: str) -> CarState:
    """The state, knowing that the car is heard in this dialect too."""
    if tongue_in(state.tongues, dialect) is not None or (dialect == NATIVE and not state.tongues):
        return state
    known = state.tongues or ((_our_own(state),) if _spoke_to_us(state) else ())
    return replace(state, tongues=with_tongue(known, Tongue(dialect=dialect)))


def has_several(state: CarState) -> bool:
    """Whether the car is heard in more than one tongue."""
    return len(state.tongues) > 1


def said_until(state: CarState, dialect: str) -> datetime | None:
    """The newest moment told of in a dialect."""
    if not state.tongues:
        return state.observed_at
    tongue = tongue_in(state.tongues, dialect)
    return None if tongue is None else tongue.observed_at


def is_overtaken(state: CarState, reading: Reading) -> bool:
    """Whether its own tongue has told of a later moment; another's time is not comparable."""
    said_at = said_until(state, reading.dialect)
    return said_at is not None and reading.observed_at < said_at


def having_heard(state: CarState, reading: Reading, bounds: Bounds) -> CarState:
    """The state after a reading of one of several tongues, or of one that is not our own."""
    tongue = tongue_in(state.tongues, reading.dialect)
    if tongue is None:
        return state
    tongue = having_said(tongue, reading)
    if tongue.presence_at is not None and reading.received_at > tongue.presence_at:
        tongue = replace(tongue, presence=Presence.ONLINE)  # whatever a belated last will said before
    tongues = with_tongue(state.tongues, tongue)
    return replace(state, tongues=tongues, presence=presence_of_all(tongues, bounds))


def _spoke_to_us(state: CarState) -> bool:
    return state.observed_at is not None or state.presence_at is not None or bool(state.order.waiting)


def _our_own(state: CarState) -> Tongue:
    return Tongue(
        dialect=NATIVE,
        observed_at=state.observed_at,
        received_at=state.received_at,
        fix_at=None if state.place.fix is None else state.place.fix.at,
        presence=None if state.presence_at is None else state.presence,
        presence_at=state.presence_at,
    )
