"""Simulated lives without a broker: what cars say, as messages, and what a gateway makes of one car's."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from heapq import heapify, heapreplace

from firmware_sim.dialects import native
from firmware_sim.firmware.reading import Publication
from firmware_sim.fleet.residents import Resident
from gateway.car.bounds import Bounds
from gateway.car.events import Event
from gateway.car.hear import Heard, hear, pass_time
from gateway.car.reading import Reading
from gateway.car.state import CarState
from gateway.dialects.message import Message


def messages(residents: Sequence[Resident], *, until: datetime) -> Iterator[tuple[Resident, Message]]:
    """All they say up to a moment, in order, each heard as it is said."""
    agenda = [(next(resident.days), turn) for turn, resident in enumerate(residents)]
    lives = dict.fromkeys(range(len(residents)), 0.0)
    for due_s, turn in agenda:
        lives[turn] = due_s
    heapify(agenda)
    while (at_s := agenda[0][0]) <= until.timestamp():
        turn = agenda[0][1]
        resident = residents[turn]
        if lives[turn] <= at_s:
            lives[turn] = next(resident.days)
        for publication in spoken(resident, at_s):
            yield resident, carried(publication, at_s)
        heapreplace(agenda, (min(lives[turn], resident.firmware.due_s), turn))


def spoken(resident: Resident, at_s: float) -> Iterator[Publication]:
    """What a car says at a moment, in its tongues."""
    for said in resident.firmware.look(at_s):
        if not resident.voices:
            yield native.encode(resident.car_id, said)
        for voice in resident.voices:
            yield from voice.say(said)


def carried(publication: Publication, at_s: float) -> Message:
    """A publish as a live connection hands it on."""
    at = datetime.fromtimestamp(at_s, UTC)
    return Message(publication.topic, publication.payload, retained=False, received_at=at)


class Hearing:
    """One car as the gateway believes it to be, and the news it has made."""

    def __init__(self, car_id: str, bounds: Bounds) -> None:
        self.state = CarState(car_id=car_id)
        self.news: list[Event] = []
        self._bounds = bounds

    def hear(self, reading: Reading) -> list[Event]:
        """Take a reading in; the news since the last, in the order it is told."""
        news = self.wait(until=reading.received_at)
        return news + self._note(hear(self.state, reading, self._bounds, now=reading.received_at))

    def wait(self, *, until: datetime) -> list[Event]:
        """Let time alone pass."""
        news: list[Event] = []
        while (wake_at := self.state.wake_at) is not None and wake_at <= until:
            news += self._note(pass_time(self.state, self._bounds, now=wake_at))
            if self.state.wake_at == wake_at:
                break
        return news

    def _note(self, heard: Heard) -> list[Event]:
        self.state = heard.state
        self.news += heard.events
        return list(heard.events)
