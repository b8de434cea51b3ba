"""What the register says about a car: who it is, whose it is, and who may hear what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from typing import Literal

from gateway.car.bounds import Zone
from gateway.car.hours import Hours


class Audience(StrEnum):
    """Who hears of something: Mastodon's visibilities, and nobody."""

    NOBODY = "nobody"
    OWNER = "owner"  # the owner alone, in their timeline
    DIRECT = "direct"  # the owner alone, who is mentioned, so that the phone rings
    PRIVATE = "private"  # followers
    UNLISTED = "unlisted"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class NamedZone:
    """A zone of the owner's other than home. Its name is told to whom the owner lets know of zones."""

    name: str
    zone: Zone


@dataclass(frozen=True, slots=True)
class Dealer:
    """Who is entrusted with a car just now, and which kinds of news they hear."""

    acct: str
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Friend:
    """A car whose owner and ours both wish to hear when the two meet."""

    car_id: str
    acct: str
    nickname: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarProfile:
    """One car's entry in the register. The defaults are a car nobody has claimed yet."""

    acct: str = ""
    nickname: str = ""
    persona: str = "plain"
    language: str = "en"
    time_zone: str | None = None  # None: from where the car is
    units: Literal["metric", "imperial"] = "metric"
    enabled: bool = True
    owner_acct: str | None = None
    home: Zone | None = None
    default_visibility: Audience = Audience.PRIVATE
    audience: Mapping[str, Audience] = field(default_factory=dict)  # by event kind: the owner's own choice
    place_for_followers: Literal["exact", "zone", "town", "nothing"] = "town"
    place_for_public: Literal["town", "nothing"] = "town"
    zones: tuple[NamedZone, ...] = ()
    quiet_hours: Hours | None = None  # only alerts are told then
    posts_a_day: int = 12  # more are told in one, in the evening; alerts pass
    delay_minutes: int | Literal["until_left"] = 30  # before others than the owner hear of a journey
    cheap_hours: tuple[Hours, ...] = ()  # when power costs less, by the owner's tariff
    leaves_at: time | None = None  # by when the car should usually be ready, local time
    dealers: tuple[Dealer, ...] = ()
    friends: tuple[Friend, ...] = ()


UNCLAIMED = CarProfile()
