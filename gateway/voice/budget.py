"""How much a car says in a day, and when it had better keep it for later.

Alerts are always told. A notice is about something to do, so it is told too, but not in quiet hours: it waits
for their end.
"""

import dataclasses
from collections.abc import Sequence
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from gateway.car.daybook import Daybook
from gateway.car.events import CameHome, ChargedUnseen, ChargingDone, DayTold, DriveEnded, Event, Level
from gateway.car.hours import Hours, next_time
from gateway.car.state import CarState
from gateway.voice.discretion import is_alert
from gateway.voice.draft import Draft
from gateway.voice.profile import CarProfile

EVENING = time(20, 30)  # when the digest of a busy day is told, local time


class Hush(StrEnum):
    """Why news is kept back."""

    QUIET = "kept for the digest: these are the owner's quiet hours"
    ENOUGH = "kept for the digest: the car has said enough today"


def hushed(event: Event, daybook: Daybook, profile: CarProfile, zone: ZoneInfo) -> Hush | None:
    """Why an event is not told by itself; None when it is."""
    if is_alert(event) or event.level is Level.NOTICE or isinstance(event, DayTold):
        return None
    if _quiet_until(event.at, profile, zone) > event.at:
        return Hush.QUIET
    told = daybook.told if daybook.day == event.at.astimezone(zone).date() else 0
    return Hush.ENOUGH if told >= profile.posts_a_day else None


def in_good_time(
    event: Event, drafts: tuple[Draft, ...], profile: CarProfile, zone: ZoneInfo
) -> tuple[Draft, ...]:
    """The drafts of a notice, which wait for the end of quiet hours; all others as they are."""
    morning = _quiet_until(event.at, profile, zone)
    if is_alert(event) or event.level is not Level.NOTICE or morning == event.at:
        return drafts
    return tuple(
        dataclasses.replace(draft, not_before=max(morning, draft.not_before or morning)) for draft in drafts
    )


def told(event: Event, drafts: Sequence[Draft], daybook: Daybook, zone: ZoneInfo) -> Daybook:
    """The daybook once an event has been told."""
    moments = [draft.not_before for draft in drafts if draft.not_before is not None]
    if moments:
        daybook = replace(daybook, others_hear_at=max(moments))
    if is_alert(event) or isinstance(event, DayTold):
        return daybook
    day = event.at.astimezone(zone).date()
    if daybook.day is None or day > daybook.day:
        return replace(daybook, day=day, told=1)
    return replace(daybook, told=daybook.told + 1)


def kept_back(event: Event, daybook: Daybook, profile: CarProfile, zone: ZoneInfo, *, hush: Hush) -> Daybook:
    """The daybook once an event has been kept back; the first of several says when they are told."""
    moment = event.at if hush is Hush.QUIET else next_time(event.at, EVENING, zone)
    moment = _quiet_until(moment, profile, zone)
    drove = isinstance(event, DriveEnded) or (isinstance(event, CameHome) and event.km is not None)
    return replace(
        daybook,
        kept=daybook.kept + 1,
        drives=daybook.drives + drove,
        km=daybook.km + (event.km or 0.0 if isinstance(event, DriveEnded | CameHome) else 0.0),
        charges=daybook.charges + isinstance(event, ChargingDone | ChargedUnseen),
        tell_at=min(moment, daybook.tell_at or moment),
    )


def digest(state: CarState) -> DayTold:
    """What was kept back, told in one."""
    book = state.daybook
    return DayTold(
        car_id=state.car_id,
        at=book.tell_at or state.moment,
        posts=book.kept,
        drives=book.drives,
        km=book.km or None,
        charges=book.charges,
        soc_percent=state.soc_percent,
    )


def nothing_kept(daybook: Daybook) -> Daybook:
    """The daybook once the digest has been told."""
    return Daybook(day=daybook.day, told=daybook.told, others_hear_at=daybook.others_hear_at)


def _quiet_until(moment: datetime, profile: CarProfile, zone: ZoneInfo) -> datetime:
    """The end of the quiet hours that a moment falls into; else the moment itself."""
    quiet = profile.quiet_hours
    if quiet is None or not _within(quiet, moment.astimezone(zone).time()):
        return moment
    return next_time(moment, quiet.ends_at, zone)


def _within(hours: Hours, moment: time) -> bool:
    begins, ends = hours.begins_at, hours.ends_at
    return begins <= moment < ends if begins < ends else moment >= begins or moment < ends
