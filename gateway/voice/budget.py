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
from gateway.voice.profile import Audience, CarProfile

EVENING = time(20, 30)  # when the digest of a busy day is told, local time


class Hush(StrEnum):
    """Why news is kept back."""

    QUIET = "kept for the digest: these are the owner's quiet hours"
    WAITS = "told when the owner's quiet hours are over"
    ENOUGH = "kept for the digest: the car has said enough today"


def hushed(event: Event, daybook: Daybook, profile: CarProfile, zone: ZoneInfo) -> Hush | None:
    """Why an event is not told now; None when it is."""
    if is_alert(event) or isinstance(event, DayTold):
        return None
    local = event.at.astimezone(zone)
    if profile.quiet_hours is not None and _within(profile.quiet_hours, local.time()):
        return Hush.WAITS if event.level is Level.NOTICE else Hush.QUIET
    if event.level is Level.NOTICE:
        return None
    told = daybook.told if daybook.day == local.date() else 0
    return Hush.ENOUGH if told >= profile.posts_a_day else None


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
    quiet = profile.quiet_hours
    moment = event.at
    if hush is Hush.ENOUGH or quiet is None:
        moment = next_time(moment, EVENING, zone)
    if quiet is not None and _within(quiet, moment.astimezone(zone).time()):
        moment = next_time(moment, quiet.ends_at, zone)
    drove = isinstance(event, DriveEnded) or (isinstance(event, CameHome) and event.km is not None)
    return replace(
        daybook,
        kept=daybook.kept + 1,
        drives=daybook.drives + drove,
        km=daybook.km + (event.km or 0.0 if isinstance(event, DriveEnded | CameHome) else 0.0),
        charges=daybook.charges + isinstance(event, ChargingDone | ChargedUnseen),
        tell_at=min(moment, daybook.tell_at or moment),
    )


def after_quiet_hours(
    event: Event, drafts: Sequence[Draft], profile: CarProfile, zone: ZoneInfo
) -> tuple[Draft, ...]:
    """The drafts, none of them to be told before the quiet hours have ended."""
    if profile.quiet_hours is None:
        return tuple(drafts)
    morning = next_time(event.at, profile.quiet_hours.ends_at, zone)
    return tuple(
        dataclasses.replace(draft, not_before=max(morning, draft.not_before or morning)) for draft in drafts
    )


def for_dealers(
    drafts: Sequence[Draft], profile: CarProfile, *, not_before: datetime | None
) -> tuple[Draft, ...]:
    """What dealers wait for comes later; it is not for the owner alone to forgo."""
    return tuple(
        dataclasses.replace(draft, not_before=not_before)
        for draft in drafts
        if draft.visibility is Audience.DIRECT
        and any(f"@{dealer.acct} " in draft.text for dealer in profile.dealers)
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


def _within(hours: Hours, moment: time) -> bool:
    begins, ends = hours.begins_at, hours.ends_at
    return begins <= moment < ends if begins < ends else moment >= begins or moment < ends
