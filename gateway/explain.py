"""What a gateway would read, notice and say, message by message, with nothing connected."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import msgspec

from gateway.car.events import Event
from gateway.car.reading import Reading
from gateway.car.state import CarState
from gateway.delivery.fleet import Known
from gateway.dialects import Dialect
from gateway.dialects.message import MalformedMessageError, Message
from gateway.telling import Telling
from gateway.voice.draft import Draft
from gateway.voice.sight import SEES, Sight, sights
from gateway.waking import Waking
from gateway.words import Words

AFTERWARDS = timedelta(hours=1)  # enough for whatever waits for some time before it is believed
CLOCK = "%Y-%m-%d %H:%M:%SZ"


class Line(msgspec.Struct, frozen=True):
    """One message as a file has it. The payload is its text, or the JSON value itself."""

    topic: str
    payload: Any
    retain: bool = False
    received_at: datetime | None = None  # None: as soon as the car had measured


class Seen(msgspec.Struct, frozen=True):
    """One event, and what of it each who looks sees."""

    event: str
    owner: Sight
    follower: Sight
    dealer: Sight
    stranger: Sight


@dataclass(slots=True)
class Explanation:
    """What became of one message, or of the time after the last one."""

    outcome: Literal["reading", "unused", "refused", "time"]
    reason: str | None = None  # why it was refused
    reading: Reading | None = None
    until: datetime | None = None  # which time came
    events: list[Event] = field(default_factory=list)
    posts: list[Draft] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)

    def json(self) -> str:
        """One line; what there is none of is left out, but for events, posts and what is seen."""
        facts = {name: getattr(self, name) for name in ("outcome", "reason", "reading", "until")}
        told = {name: fact for name, fact in facts.items() if fact is not None}
        if self.reading:
            told["reading"] = _by_name(self.reading)
        heard = {"events": self.events, "posts": self.posts, "seen": self.seen}
        return msgspec.json.encode({**told, **heard}).decode()

    def text(self) -> str:
        """Some lines for a person."""
        lines = [self.outcome if self.reason is None else f"{self.outcome}: {self.reason}"]
        if self.reading:
            lines[0] = f"{self.outcome}  {_facts(self.reading)}"
        if self.until:
            lines[0] = f"{self.outcome}  passes until {self.until:{CLOCK}}"
        for event, seen in zip(self.events, self.seen, strict=True):
            lines.append(f"  event  {event.kind}  {_facts(event)}")
            lines += [f"    {who:<8}  {_words(getattr(seen, who), event)}" for who in SEES]
        return "\n".join(lines)


class Explainer:
    """A gateway in a nutshell: cars of one kind and one dialect, all in memory."""

    def __init__(self, dialect: Dialect, *, known: Known, words: Words) -> None:
        self._dialect, self._known, self._words = dialect, known, words
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
        self._cars.setdefault(reading.car_id, CarState(car_id=reading.car_id))
        telling = self._let_time_pass(until=reading.received_at)
        telling.hear(reading)
        return self._explained("reading", telling, reading=reading)

    def let_time_pass(self) -> Explanation | None:
        """What an hour after the last line gives us to say; None when nothing does."""
        telling = self._let_time_pass(until=self._now + AFTERWARDS)
        return self._explained("time", telling, until=self._now) if telling.told else None

    def _let_time_pass(self, *, until: datetime) -> Telling:
        self._now = until
        telling = Telling(self._cars, self._waking, self, self._words)
        while due := self._waking.due(until):
            for car_id in due:
                telling.wake(car_id, now=until)
        return telling

    def _explained(
        self,
        outcome: Literal["reading", "time"],
        telling: Telling,
        *,
        reading: Reading | None = None,
        until: datetime | None = None,
    ) -> Explanation:
        changes = telling.changes
        self._cars |= changes.states
        seen = [
            Seen(event.kind, **sights(event, drafts, self._known.profile, hush=hush))
            for event, drafts, hush in telling.told
        ]
        return Explanation(
            outcome, reading=reading, until=until, events=changes.events, posts=changes.drafts, seen=seen
        )


def _message(line: Line, now: datetime) -> Message:
    if isinstance(line.payload, str):
        payload = line.payload.encode("utf-8", "surrogatepass")  # what is no UTF-8 must be refused, not us
    else:
        payload = msgspec.json.encode(line.payload)
    return Message(line.topic, payload, line.retain, line.received_at or now)


def _by_name(reading: Reading) -> dict[str, Any]:
    """All that it says; fields that say nothing are left out."""
    fields = zip(msgspec.structs.fields(Reading), msgspec.structs.astuple(reading), strict=True)
    return {field.name: said for field, said in fields if said != field.default}


def _facts(told: Reading | Event) -> str:
    facts = msgspec.to_builtins(_by_name(told) if isinstance(told, Reading) else told)
    hidden = {"kind", "received_at", "reasons", "unknown", "retained"}
    return " ".join(f"{name}={fact}" for name, fact in facts.items() if name not in hidden)


def _words(sight: Sight, event: Event) -> str:
    if sight.visibility is None or sight.at is None:
        return f"nothing: {sight.nothing}"
    when = "at once" if sight.at == event.at else f"from {sight.at:{CLOCK}}"
    sooner = ", or some time after it has left" if sight.or_once_it_has_left else ""
    return f"{sight.visibility.value}, {when}{sooner}: {sight.text}"
