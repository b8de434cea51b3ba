"""Two friends' cars at the same place: near for a while, then well apart, and told once a day."""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.events import FriendsMet
from gateway.car.moments import held
from gateway.car.news.reasons import said, threshold
from gateway.car.state import CarState
from gateway.car.travel.ground import metres_between
from gateway.car.travel.meeting import Meeting, meeting_due


def encounter(one: CarState, other: CarState, bounds: Bounds) -> Meeting | None:
    """What `one`, which has just spoken or been woken, now remembers of `other`; None: nothing new."""
    if one.lived_until is None or _is_history(one, bounds):
        return None
    at = one.lived_until
    before = _remembered(one, other.car_id) or _remembered(other, one.car_id)
    known = Meeting(other.car_id) if before is None else replace(before, friend=other.car_id)
    meeting = _told(_moved(known, one, other, at, bounds), one, other, at, bounds)
    return None if meeting == known else meeting


def remembering(state: CarState, meeting: Meeting, bounds: Bounds) -> CarState:
    """The state with one meeting more, or other than before; one that is long over is forgotten."""
    others = tuple(other for other in state.meetings if other.friend != meeting.friend)
    over = meeting.near_since is None and meeting.told_at is None
    meetings = others if over else (*others, meeting)
    dues = [due for due in (state.due_at, meeting_due(meetings, bounds)) if due is not None]
    return replace(state, meetings=meetings, due_at=min(dues, default=None))


def friends_met(
    before: CarState, after: CarState, meeting: Meeting, bounds: Bounds, *, friend: str, friend_acct: str
) -> FriendsMet | None:
    """They have been near each other for long enough. friend: the other's nickname."""
    was = _remembered(before, meeting.friend)
    if meeting.told_at is None or (was is not None and was.told_at == meeting.told_at):
        return None
    return FriendsMet(
        car_id=after.car_id,
        at=meeting.told_at,
        friend=friend,
        friend_acct=friend_acct,
        reasons=(
            *said("near", True, None, meeting.near_since),  # noqa: FBT003
            threshold("meeting_m", bounds.meeting_m, "m"),
            threshold("meeting_held_s", bounds.meeting_held_s, "s"),
        ),
    )


def _moved(known: Meeting, one: CarState, other: CarState, at: datetime, bounds: Bounds) -> Meeting:
    metres = _metres_apart(one, other, at, bounds)
    if metres is None or metres > bounds.meeting_apart_m:
        forgotten = held(known.told_at, bounds.meeting_pause_s, at)
        return replace(known, near_since=None, news=False, told_at=None if forgotten else known.told_at)
    if metres > bounds.meeting_m or known.near_since is not None:
        return known
    long_ago = known.told_at is None or held(known.told_at, bounds.meeting_pause_s, at)
    came = _is_coming(one, at, bounds) or _is_coming(other, at, bounds)
    return replace(known, near_since=at, news=long_ago and came)


def _told(meeting: Meeting, one: CarState, other: CarState, at: datetime, bounds: Bounds) -> Meeting:
    if not meeting.news or not held(meeting.near_since, bounds.meeting_held_s, at):
        return meeting
    if one.place.at_home and other.place.at_home:  # neighbours, or a family's two cars
        return replace(meeting, news=False)
    return replace(meeting, told_at=at, news=False)


def _metres_apart(one: CarState, other: CarState, at: datetime, bounds: Bounds) -> float | None:
    if one.place.fix is None or other.place.fix is None:
        return None
    if not (_is_there(one, at, bounds) and _is_there(other, at, bounds)):
        return None
    return metres_between(one.place.fix, other.place.fix)


def _is_there(state: CarState, at: datetime, bounds: Bounds) -> bool:
    """Whether the car is still where it was last seen: parked and heard of today, or seen just now."""
    if state.driving.trip is None:
        return not held(state.observed_at, bounds.meeting_silence_s, at)
    return state.place.fix is not None and not held(state.place.fix.at, bounds.meeting_held_s, at)


def _is_coming(state: CarState, at: datetime, bounds: Bounds) -> bool:
    """Whether it is under way, or was a little while ago."""
    last = state.driving.last
    return state.driving.trip is not None or (
        last is not None and not held(last.ended_at, bounds.silence_s, at)
    )


def _is_history(state: CarState, bounds: Bounds) -> bool:
    if state.observed_at is None or state.received_at is None:
        return True
    return (state.received_at - state.observed_at).total_seconds() > bounds.late_s


def _remembered(state: CarState, friend: str) -> Meeting | None:
    return next((meeting for meeting in state.meetings if meeting.friend == friend), None)
