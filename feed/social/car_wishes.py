"""What an owner may settle about a car: its name, its voice, its home, and who hears and sees what."""

import unicodedata
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from feed.social.visibility import Visibility
from feed.social.whereabouts import Precision

EventKind = Literal[
    "plugged_in",
    "unplugged",
    "charging_started",
    "ready_time",
    "charging_done",
    "charging_interrupted",
    "charged_unseen",
    "battery_low",
    "battery_critical",
    "drive_started",
    "drive_ended",
    "came_home",
    "left_home",
    "came_home_unplugged",
    "charge_milestone",
    "charge_waiting",
    "cheaper_later",
    "range_risk",
    "zone_entered",
    "zone_left",
    "towed",
    "left_on",
    "aux_battery_low",
    "tyre_low",
    "service_due",
    "trouble_code",
    "silent",
    "longest_drive",
    "best_economy",
    "round_odometer",
    "friends_met",
    "day_told",
]
Language = Literal["en", "ja"]
Audience = Literal["nobody", "direct", "private", "unlisted", "public"]


def _one_line(name: str) -> str:
    """The name without signs that hide or turn text around."""
    name = unicodedata.normalize("NFC", name).strip()
    if not name:
        raise ValueError("must not be empty")
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"} for sign in name):
        raise ValueError("must not hold control or invisible signs")
    return name


def _known_time_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("must be a time zone's name such as Asia/Tokyo")
    return name


Nickname = Annotated[str, StringConstraints(max_length=30), AfterValidator(_one_line)]
TimeZone = Annotated[str, AfterValidator(_known_time_zone)]


class Home(BaseModel):
    """Where the car lives: degrees, and the radius in which it counts as at home."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    radius_m: float = Field(default=150, ge=60, le=2000)  # a standing car's fixes tremble by up to 58 m


class CarWishes(BaseModel):
    """The settings to change. Only fields that were given count; the others stay as they are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nickname: Nickname = ""
    persona: str = Field(default="plain", pattern=r"^[a-z0-9][a-z0-9_-]{0,31}\z")
    language: Language = "en"
    time_zone: TimeZone | None = None  # None: by the place where the car is
    units: Literal["metric", "imperial"] = "metric"
    home: Home | None = None  # None: no home
    default_visibility: Visibility = "private"
    audience: dict[
        EventKind, Audience | None
    ] = {}  # a kind given as None goes back to the default visibility
    place_for_followers: Precision = Precision.TOWN
    place_for_public: Literal["town", "nothing"] = "town"
    history_for: Literal["owner", "followers"] = "owner"
