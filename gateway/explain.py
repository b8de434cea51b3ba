"""What a gateway would read, notice and say, message by message, with nothing connected."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from gateway.car.bounds import Bounds
from gateway.car.events import Event
from gateway.car.reading import Reading
from gateway.car.state import CarState
from gateway.delivery.changes import Changes
from gateway.delivery.fleet import Known
from gateway.dialects import Dialect
from gateway.dialects.message import MalformedMessageError, Message
from gateway.telling import Telling
from gateway.voice.draft import Draft
from gateway.voice.profile import CarProfile
from gateway.waking import Waking
from gateway.words import Words


class Line(msgspec.Struct, frozen=True):
    """One message as a file has it. The payload is its text, or the JSON value itself."""

    topic: str
    payload: Any
    retain: bool = False
    received_at: datetime | None = None  # None: as soon as the car had measured


@dataclass(slots=True)
class Explanation:
    """What became of one message."""

    outcome: Literal["reading", "unused", "refused"]
    reason: str | None = None  # why it was refused
    reading: Reading | None = None
    events: list[Event] = field(default_factory=list)
    posts: list[Draft] = field(default_factory=list)

    def json(self) -> str:
        """One line; what there is none of is left out, but for events and posts."""
        facts = {"outcome": self.outcome, "reason": self.reason, "reading": self.reading}
        told = {name: fact for name, fact in facts.items() if fact is not None}
        return msgspec.json.encode({**told, "events": self.events, "posts": self.posts}).decode()

    def text(self) -> str:
        """Some lines for a person."""
        lines = [self.outcome if self.reason is None else f"{self.outcome}: {self.reason}"]
        if self.reading:
            lines[0] = f"{self.outcome}  {_facts(self.reading)}"
        lines += [f"  event  {event.kind}  {_facts(event)}" for event in self.events]
        lines += [f"  post   ({post.visibility.value}) {post.text}" for post in self.posts]
        return "\n".join(lines)


class Explainer:
    """A gateway in a nutshell: cars of one kind and one dialect, all in memory."""

    def __init__(self, dialect: Dialect, *, profile: CarProfile, bounds: Bounds, words: Words) -> None:
        self._dialect, self._words = dialect, words
        self._known = Known(profile, bounds)
        self._cars: dict[str, CarState] = {}
        self._waking = Waking()
        self._now = datetime(1970, 1, 1, tzinfo=UTC)

    def get(self, car_id: str) -> Known:  # noqa: ARG002 - asked as the fleet is
        """Every car is treated alike."""
        return self._known

    def explain(self, text: bytes) -> Explanation:
        """What one line of a file, and the time up to it, gives us to know and to say."""
        try:
            line = msgspec.json.decode(text, type=Line)
            reading = self._dialect(_message(line, self._now))
        except msgspec.MsgspecError as error:
            return Explanation("refused", reason=f"not a line like {{topic, payload}}: {error}")
        except MalformedMessageError as error:
            return Explanation("refused", reason=str(error))
        if reading is None:
            return Explanation("unused")
        if line.received_at is None:
            reading = msgspec.structs.replace(reading, received_at=reading.observed_at)
        told = self._tell(reading)
        return Explanation("reading", reading=reading, events=told.events, posts=told.drafts)

    def _tell(self, reading: Reading) -> Changes:
        self._now = reading.received_at
        self._cars.setdefault(reading.car_id, CarState(car_id=reading.car_id))
        telling = Telling(self._cars, self._waking, self, self._words)
        for car_id in self._waking.due(self._now):
            telling.wake(car_id, now=self._now)
        telling.hear(reading)
        self._cars |= telling.changes.states
        return telling.changes


def _message(line: Line, now: datetime) -> Message:
    if isinstance(line.payload, str):
        payload = line.payload.encode("utf-8", "surrogatepass")  # what is no UTF-8 must be refused, not us
    else:
        payload = msgspec.json.encode(line.payload)
    return Message(line.topic, payload, line.retain, line.received_at or now)


def _facts(told: Reading | Event) -> str:
    facts = msgspec.to_builtins(told)
    hidden = {"kind", "received_at", "reasons", "unknown", "retained"}
    return " ".join(f"{name}={fact}" for name, fact in facts.items() if name not in hidden)
