"""What a batch of messages changes, and the one transaction that makes all of it true."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from sqlalchemy import Connection, Table, delete, func, select

from gateway.car.events import Charge, Drive, Event, Waypoint
from gateway.car.state import CarState
from gateway.delivery.journeys import Journey, note_way, queue
from gateway.delivery.meta import SIM_CLOCK, write_meta
from gateway.delivery.outbox import Departure, release
from gateway.delivery.tables import (
    car_state,
    charges,
    drives,
    events,
    outbox,
    quarantine,
)
from gateway.delivery.upsert import Row, add, replace
from gateway.dialects.message import Message
from gateway.voice.draft import Draft

QUARANTINED_BYTES = 8192  # of a refused payload, from its beginning: enough to see what went wrong


@dataclass(frozen=True, slots=True)
class Refusal:
    """A message that broke its contract, and how."""

    message: Message
    reason: str


@dataclass(slots=True)
class Changes:
    """Everything here becomes true together, or nothing of it."""

    states: dict[str, CarState] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    drives: list[Drive] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    journeys: list[Journey] = field(default_factory=list)  # the same, as the feed is to have them
    way: list[Waypoint] = field(default_factory=list)  # of drives under way
    drafts: list[Draft] = field(default_factory=list)
    departures: list[Departure] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    sim_clock: datetime | None = None  # the simulated world's time, when it has moved

    def __bool__(self) -> bool:
        return bool(self.states or self.refusals or self.sim_clock)


def keep(connection: Connection, changes: Changes, *, now: datetime, quarantine_rows: int) -> None:
    """Write the changes. Safe to repeat: every row has a name of its own, by which it is known again.

    `now` is the wall clock's, from when on the drafts may be carried; `quarantine_rows` is how many refused
    messages are remembered, the newest.
    """
    replace(connection, car_state, [_state_row(state) for state in changes.states.values()])
    add(connection, events, [_event_row(event) for event in changes.events])
    replace(connection, drives, [_row_of(drives, drive) for drive in changes.drives])
    replace(connection, charges, [_row_of(charges, charge) for charge in changes.charges])
    note_way(connection, changes.way)
    queue(connection, changes.journeys)
    add(connection, outbox, [_draft_row(draft, now) for draft in changes.drafts])
    for departure in changes.departures:
        release(connection, departure)
    if changes.refusals:
        add(connection, quarantine, [_refusal_row(refusal) for refusal in changes.refusals])
        _forget_all_but_the_newest(connection, quarantine_rows)
    if changes.sim_clock:
        write_meta(connection, SIM_CLOCK, changes.sim_clock.isoformat())


def _state_row(state: CarState) -> Row:
    kept = msgspec.structs.replace(state, said=None)  # a gateway started anew may judge by other thresholds
    text = msgspec.json.encode(kept).decode()
    wake_at = None if state.wake_at is None else state.wake_at.timestamp()
    return {"car_id": state.car_id, "state": text, "wake_at": wake_at}


def _row_of(table: Table, journey: Drive | Charge) -> Row:
    """What history keeps of it: no places."""
    return {column.name: getattr(journey, column.name) for column in table.c}


def _event_row(event: Event) -> Row:
    text = msgspec.json.encode(event).decode()
    return {"car_id": event.car_id, "kind": event.kind, "at": event.at, "event": text}


def _draft_row(draft: Draft, now: datetime) -> Row:
    return {
        "key": draft.key,
        "car_id": draft.car_id,
        "kind": draft.kind,
        "at": draft.at,
        "text": draft.text,
        "visibility": draft.visibility.value,
        "language": draft.language,
        "reasons": msgspec.json.encode(draft.reasons).decode(),
        "not_before": draft.not_before,
        "after_leaving": draft.after_leaving,
        "owner_knows": draft.owner_knows,
        "queued_at": now,
        "next_attempt_at": now,
        "attempts": 0,
        "status": "queued",
    }


def _refusal_row(refusal: Refusal) -> Row:
    message = refusal.message
    return {
        "topic": message.topic.replace("\0", "\N{REPLACEMENT CHARACTER}"),  # PostgreSQL's text has no NUL
        "reason": refusal.reason.replace("\0", "\N{REPLACEMENT CHARACTER}"),
        "sha256": hashlib.sha256(message.payload).hexdigest(),
        "size_bytes": len(message.payload),
        "received_at": message.received_at,
        "payload": message.payload[:QUARANTINED_BYTES],
    }


def _forget_all_but_the_newest(connection: Connection, count: int) -> None:
    newest = select(func.max(quarantine.c.id)).scalar_subquery()
    connection.execute(delete(quarantine).where(quarantine.c.id <= newest - count))
