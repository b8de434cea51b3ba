"""Whether the car's modem is with us: its own word, its last will, and its readings."""

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.hearing.introductions import introduced
from gateway.car.hearing.tongues import NATIVE, presence_of_all, tongue_in, with_tongue
from gateway.car.reading import Presence, Reading
from gateway.car.state import CarState


def tells_presence(reading: Reading) -> bool:
    """Whether this is the modem's word, and not the car's."""
    return reading.presence is not None or "presence" in reading.unknown


def advance_presence(before: CarState, reading: Reading, bounds: Bounds) -> CarState:
    """The modem's word, unless a later one was heard."""
    if reading.dialect != NATIVE or before.tongues:
        return _of_one_modem(before, reading, bounds)
    if before.presence_at is not None and reading.received_at < before.presence_at:
        return before
    if before.presence is reading.presence and before.presence_at is not None:
        return before
    return replace(before, presence=reading.presence, presence_at=reading.received_at)


def _of_one_modem(before: CarState, reading: Reading, bounds: Bounds) -> CarState:
    met = introduced(before, reading.dialect)
    tongue = tongue_in(met.tongues, reading.dialect)
    if tongue is None or (tongue.presence_at is not None and reading.received_at < tongue.presence_at):
        return before
    if tongue.presence is reading.presence and tongue.presence_at is not None:
        return before
    tongue = replace(tongue, presence=reading.presence, presence_at=reading.received_at)
    tongues = with_tongue(met.tongues, tongue)
    presence = presence_of_all(tongues, bounds)
    return replace(met, tongues=tongues, presence=presence, presence_at=reading.received_at)


def presence_after(state: CarState, reading: Reading) -> Presence | None:
    """Who sends readings is online, whatever a belated last will said before."""
    if state.presence_at is None or reading.received_at > state.presence_at:
        return Presence.ONLINE
    return state.presence
