"""What the audit log may hold, and how one entry is sealed with all before it. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal

import orjson

Action = Literal[
    # people
    "sign_in_failed",
    "member_created",
    "password_changed",
    "role_changed",
    "sessions_ended",
    "member_disabled",
    "member_enabled",
    "member_silenced",
    "member_unsilenced",
    "person_erased",
    "exported",
    "token_issued",
    "token_revoked",
    # cars
    "car_registered",
    "claim_code_issued",
    "car_claimed",
    "car_transferred",
    "car_shared",
    "share_revoked",
    "guest_invited",
    "guest_link_ended",
    "commander_named",
    "commander_relieved",
    "everybody_revoked",
    "tongue_bound",
    "tongue_unbound",
    "car_enabled",
    "car_disabled",
    "car_erased",
    "case_opened",
    "case_closed",
    "appointment_changed",
    "place_read",
    "car_id_read",
    # reports
    "report_assigned",
    "report_unassigned",
    "report_resolved",
    "report_reopened",
]
Outcome = Literal["done", "refused"]
# the id of an account; "operator" is whoever types a command, "nobody" who did not sign in
Actor = int | Literal["operator", "nobody"]
SubjectKind = Literal["account", "car", "report", "token"]
Subject = tuple[SubjectKind, int]  # a car goes by the id of its account, never by its own
Detail = str | int | bool | None

LONGEST_DETAIL = 200  # characters
# all that moves a terminal's or a log reader's eye: control characters, line ends, direction marks
_UNRULY = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What somebody did, or was refused, and when."""

    number: int  # 1, 2, 3 …: none is left out
    at: datetime  # aware, UTC
    actor_kind: str
    actor_id: int | None
    action: str
    about_kind: str | None
    about_id: int | None
    outcome: str
    details: dict[str, Detail]


def seal(entry: Entry, before: str) -> str:
    """The entry's hash over itself and the seal of the entry before it; that of the first is empty."""
    said = (
        entry.number,
        entry.at.isoformat(timespec="microseconds"),
        entry.actor_kind,
        entry.actor_id,
        entry.action,
        entry.about_kind,
        entry.about_id,
        entry.outcome,
        entry.details,
    )
    return sha256(before.encode() + orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()


def neutral(detail: Detail) -> Detail:
    """The detail as it may be shown anywhere: short, and what would steer a terminal is spelt out."""
    if not isinstance(detail, str):
        return detail
    return _UNRULY.sub(lambda found: f"\\u{ord(found[0]):04x}", detail)[:LONGEST_DETAIL]
