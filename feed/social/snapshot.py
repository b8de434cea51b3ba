"""What a car last said of itself: charge, range, presence and place."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from feed.social.health import Health

Presence = Literal["online", "driving", "charging", "asleep", "lost"]
LOW_PERCENT = 20  # from here down a car counts as low

ChargeState = Literal["unplugged", "waiting", "charging", "complete", "stopped", "fault"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town's name in the languages of the feed."""

    en: str
    ja: str

    def name(self, language: str) -> str:
        """The name in this language; English where we have no other."""
        return self.ja if language.startswith("ja") else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The live picture of a car at one moment of its own time. None means "not known"."""

    observed_at: datetime  # aware, UTC: the car's clock
    presence: Presence | None = None
    soc_percent: float | None = None
    range_km: float | None = None
    plugged_in: bool | None = None
    charge_state: ChargeState | None = None
    charge_power_kw: float | None = None  # positive flows into the battery
    charge_limit_percent: float | None = None
    full_at: datetime | None = None
    lat: float | None = None
    lon: float | None = None
    speed_kmh: float | None = None
    odometer_km: float | None = None
    outside_c: float | None = None
    town: Town | None = None
    zone: str | None = None  # "home", another of the owner's zones, or None when in none
    health: Health | None = None
    shown_from: datetime | None = None  # others see it as it is from then on: it left a veil just before
