"""A post not yet sent, with its key and its reasons."""

from dataclasses import dataclass
from datetime import datetime

from gateway.car.events import Reason
from gateway.voice.profile import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the car wants to say, to whom, and why."""

    key: str  # the same for the same happening and audience, however often it is replayed
    car_id: str
    kind: str
    at: datetime
    text: str
    language: str
    visibility: Audience  # never NOBODY
    reasons: tuple[Reason, ...]
    not_before: datetime | None = None  # by the car's time: others than the owner hear of it later
    after_leaving: bool = False  # and not before the car has left the place it is about
    owner_knows: bool = False  # the owner was told apart: their timeline need not have it twice
