"""What a car remembers of being near a friend's."""

from collections.abc import Iterable
from datetime import datetime

from gateway.car.bounds import Bounds
from gateway.car.moments import after
from gateway.car.part import Part


class Meeting(Part, frozen=True):
    """A friend's car that is near, or was lately. Both cars remember the same."""

    friend: str  # the other's car id
    near_since: datetime | None = None
    told_at: datetime | None = None
    news: bool = False  # one of the two has just come there, and they have not met for long


def meeting_due(meetings: Iterable[Meeting], bounds: Bounds) -> datetime | None:
    """When the next of them has lasted long enough to tell."""
    dues = (after(meeting.near_since, bounds.meeting_held_s) for meeting in meetings if meeting.news)
    return min((due for due in dues if due is not None), default=None)
