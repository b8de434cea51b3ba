"""Which car a foreign name speaks for, and how much of what it says counts."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from gateway.car.reading import OF_THE_PLACE, WORDS, Reading
from gateway.delivery.feed_wire import Tongue
from gateway.dialects import OWN_TOPICS, own_car_id
from gateway.dialects.envelope import joined

_SILENCED = dict.fromkeys(WORDS - OF_THE_PLACE)


class Binding(NamedTuple):
    """The car a name was bound to."""

    car_id: str
    place_only: bool


class Bindings:
    """The tongues of all cars, by the car each would be if nobody had bound it."""

    def __init__(self) -> None:
        self._bindings: dict[str, Binding] = {}
        self._bound_to: dict[str, list[str]] = {}  # by car: the names bound to it

    def bind(self, car_id: str, tongues: Sequence[Tongue]) -> None:
        """A car has these tongues and no others. Whoever bound a name last has it."""
        for name in self._bound_to.pop(car_id, ()):
            if self._bindings[name].car_id == car_id:
                del self._bindings[name]
        names = {
            own_car_id(tongue.dialect, _name(tongue.id)): Binding(car_id, place_only=tongue.says == "place")
            for tongue in tongues
            if tongue.dialect in OWN_TOPICS  # our own tongue names the car itself
        }
        self._bindings |= names
        if names:
            self._bound_to[car_id] = list(names)

    def attribute(self, reading: Reading) -> Reading | None:
        """The reading as one of the car it was bound to; None when nothing in it counts for that car."""
        binding = self._bindings.get(reading.car_id)
        if binding is None:
            return reading
        if not binding.place_only:
            return msgspec.structs.replace(reading, car_id=binding.car_id)
        unknown = reading.unknown & OF_THE_PLACE
        if not unknown and all(getattr(reading, field) is None for field in OF_THE_PLACE):
            return None
        return msgspec.structs.replace(reading, car_id=binding.car_id, unknown=unknown, **_SILENCED)


def _name(said: str) -> str:
    """A name as the gateway joins it, or as it stands in a topic: jane.doe/KATZE."""
    return joined(*said.split("/")) if "/" in said else said
