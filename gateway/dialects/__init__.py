"""HEAR: bytes → Reading. One file per tongue, and the table of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import msgspec

from gateway.car.reading import Reading
from gateway.dialects import fleet_telemetry, native, ovms, owntracks, saic, teslamate, vss, wican
from gateway.dialects.envelope import LONGEST_CAR_ID
from gateway.dialects.message import MalformedMessageError, Message
from gateway.dialects.topics import Route, Topics, routes

Dialect = Callable[[Message], Reading | None]

NATIVE = "native"


class Tongue(Protocol):
    """What the file of a dialect holds."""

    @property
    def SUBSCRIPTIONS(self) -> tuple[str, ...]:  # noqa: N802
        """The topics it is spoken on, unless the operator says otherwise."""

    def decode(self, message: Message) -> Reading | None:
        """The reading in a message, of a car by the tongue's own name; None where it says nothing we use."""


class Listening:
    """What a gateway listens to: some tongues, each on its topics."""

    def __init__(self, tongues: Sequence[str], patterns: Mapping[str, Sequence[str]]) -> None:
        """Raises ValueError for two tongues on one topic, or a pattern not like its tongue's own."""
        ours = routes({name: patterns[name] for name in tongues if name != NATIVE}, OWN_TOPICS)
        if NATIVE in tongues:
            ours.append(Route(NATIVE, native.ROOT, 0, ""))
        self._topics, self._tongues = Topics(ours), tongues
        self.topics = {name: native.SUBSCRIPTIONS if name == NATIVE else patterns[name] for name in tongues}

    def decode(self, message: Message) -> Reading | None:
        """The reading in a message; None where it says nothing we use.

        Raises:
            MalformedMessageError: when the sender broke its dialect's contract, or the topic is of none.
        """
        found = self._topics.find(message.topic)
        if found is None:
            raise MalformedMessageError(
                f"topic: this gateway hears only {', '.join(self._tongues)} on theirs"
            )
        tongue, topic = found
        return DIALECTS[tongue](message if topic == message.topic else replace(message, topic=topic))


def own_car_id(tongue: str, foreign_id: str) -> str:
    """The car that a foreign name stands for while no owner has bound it: no other tongue can name it."""
    return f"{tongue}-{foreign_id}"


def tongue_of(car_id: str) -> str:
    """In which tongue a car of this id speaks by itself."""
    tongue, dash, _ = car_id.partition("-")
    return tongue if dash and tongue in OWN_TOPICS else NATIVE


def _native(message: Message) -> Reading | None:
    reading = native.decode(message)
    if reading is not None and (tongue := tongue_of(reading.car_id)) != NATIVE:
        raise MalformedMessageError(
            f"topic: a car's own id should not begin with {tongue}-, as a guest's does"
        )
    return reading


def _foreign(name: str, tongue: Tongue) -> Dialect:
    def decode(message: Message) -> Reading | None:
        reading = tongue.decode(message)
        if reading is None:
            return None
        car_id = own_car_id(name, reading.car_id)
        if len(car_id) > LONGEST_CAR_ID:
            raise MalformedMessageError(
                f"topic: {name}- and the car's name should be at most {LONGEST_CAR_ID} long"
            )
        return msgspec.structs.replace(reading, car_id=car_id, dialect=name)

    return decode


_FOREIGN: Mapping[str, Tongue] = {
    "ovms": ovms,
    "teslamate": teslamate,
    "owntracks": owntracks,
    "saic": saic,
    "wican": wican,
    "fleet_telemetry": fleet_telemetry,
    "vss": vss,
}
OWN_TOPICS: Mapping[str, tuple[str, ...]] = {name: tongue.SUBSCRIPTIONS for name, tongue in _FOREIGN.items()}
DIALECTS: Mapping[str, Dialect] = {NATIVE: _native} | {
    name: _foreign(name, _FOREIGN[name]) for name in _FOREIGN
}
