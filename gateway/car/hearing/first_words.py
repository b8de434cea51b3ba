"""What the broker remembers of a car is not news: it is heard as if for the first time."""

from msgspec.structs import replace

from gateway.car.advance import advance
from gateway.car.bounds import Bounds
from gateway.car.cable.charging import Charging
from gateway.car.cable.plug import Plug, plug_word
from gateway.car.charge.battery import Battery
from gateway.car.hearing.introductions import having_heard, said_until
from gateway.car.moments import believed
from gateway.car.reading import Reading
from gateway.car.state import CarState
from gateway.car.travel.places import Place


def as_first_words(before: CarState, retained: Reading, bounds: Bounds) -> CarState:
    """The state with a retained reading in it, if it is newer than what we know; nothing is told of it."""
    reading = replace(believed(retained, bounds, not_before=None), speed_kmh=None)
    said_at = said_until(before, reading.dialect)
    if said_at is not None and (reading.observed_at, reading.seq is None) <= (said_at, False):
        return before
    if before.observed_at is not None and reading.observed_at < before.observed_at:
        return having_heard(advance(before, reading, bounds), reading, bounds)  # another tongue knows better
    after = advance(_forgetting(before, reading, bounds), reading, bounds)
    after = replace(after, observed_at=reading.observed_at, received_at=reading.received_at)
    return having_heard(after, reading, bounds)


def _forgetting(before: CarState, reading: Reading, bounds: Bounds) -> CarState:
    """The state without what the reading contradicts, so that its words come as first words."""
    plug, battery, place, charging = before.plug, before.battery, before.place, before.charging
    if plug_word(reading, plug) not in {None, plug.plugged}:
        plug = Plug()
    if reading.soc_percent is not None and battery.soc_percent is not None:
        moved = abs(reading.soc_percent - battery.soc_percent) > bounds.soc_rise_percent
        battery = Battery() if moved else battery
    if reading.charge_state not in {None, charging.state}:
        charging = Charging(last=charging.last)
    if reading.lat is not None:
        place = Place()
    return replace(before, plug=plug, battery=battery, place=place, charging=charging)
