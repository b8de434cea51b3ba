"""What the register says about a car: who it is, whose it is, and who may hear what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from gateway.car.bounds import Zone


class Audience(StrEnum):
    """Who hears of something: Mastodon's visibilities, and nobody."""

    NOBODY = "nobody"
    DIRECT = "direct"  # the owner alone, who is mentioned
    PRIVATE = "private"  # followers
    UNLISTED = "unlisted"
    PUBLIC = "public"


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
    place_for_public: Literal["town", "nothing"] = "town"


UNCLAIMED = CarProfile()
