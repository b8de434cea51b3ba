"""What an owner may settle about a car: its name, its voice, its home, and who hears and sees what."""

import unicodedata
from datetime import time
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from feed.social.car_kinds import EventKind
from feed.social.visibility import Chosen
from feed.social.whereabouts import Precision

MOST_ZONES, MOST_CHEAP_HOURS = 10, 4

Language = Literal["en", "ja"]
Audience = Literal["nobody", "owner", "direct", "private", "unlisted", "public"]


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


def _not_home(name: str) -> str:
    if name.casefold() == "home":
        raise ValueError("must not be home, which is the name of the car's home")
    return name


def _to_the_minute(moment: time) -> time:
    if moment.tzinfo is not None or moment.second or moment.microsecond:
        raise ValueError("must be a local time such as 22:00")
    return moment


Nickname = Annotated[str, StringConstraints(max_length=30), AfterValidator(_one_line)]
ZoneName = Annotated[
    str, StringConstraints(max_length=30), AfterValidator(_one_line), AfterValidator(_not_home)
]
LocalTime = Annotated[time, AfterValidator(_to_the_minute)]
TimeZone = Annotated[str, AfterValidator(_known_time_zone)]


class Home(BaseModel):
    """Where the car lives: degrees, and the radius in which it counts as at home."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    radius_m: float = Field(default=150, ge=60, le=2000)  # a standing car's fixes tremble by up to 58 m


class Zone(Home):
    """Another place of the owner's, with its name: work, or where the parents live."""

    name: ZoneName


class Hours(BaseModel):
    """A stretch of the day in the car's local time, over midnight when it ends before it begins."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, serialize_by_alias=True)

    begins_at: LocalTime = Field(alias="from")
    until: LocalTime

    @model_validator(mode="after")
    def _is_some_time(self) -> Self:
        if self.begins_at == self.until:
            raise ValueError("must end at another time than it begins")
        return self


def _told_apart(zones: tuple[Zone, ...]) -> tuple[Zone, ...]:
    names = [zone.name.casefold() for zone in zones]
    if len(set(names)) < len(names):
        raise ValueError("must not have the same name twice")
    return zones


class CarWishes(BaseModel):
    """The settings to change. Only fields that were given count; the others stay as they are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nickname: Nickname = ""
    persona: str = Field(default="plain", pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$")
    language: Language = "en"
    time_zone: TimeZone | None = None  # None: by the place where the car is
    units: Literal["metric", "imperial"] = "metric"
    home: Home | None = None  # None: no home
    default_visibility: Chosen = "private"
    audience: dict[
        EventKind, Audience | None
    ] = {}  # a kind given as None goes back to the default visibility
    place_for_followers: Precision = Precision.TOWN
    place_for_public: Literal["town", "nothing"] = "town"
    history_for: Literal["owner", "followers"] = "owner"
    zones: Annotated[tuple[Zone, ...], AfterValidator(_told_apart)] = Field(default=(), max_length=MOST_ZONES)
    quiet_hours: Hours | None = None  # only alerts are told then
    posts_a_day: int = Field(default=12, ge=1, le=50)
    delay_minutes: Annotated[int, Field(ge=0, le=240)] | Literal["until_left"] = (
        30  # before others than the owner hear of a journey
    )
    cheap_hours: tuple[Hours, ...] = Field(default=(), max_length=MOST_CHEAP_HOURS)  # when power costs less
    leaves_at: LocalTime | None = None  # by when the car should usually be ready
    meets: bool = False  # whether friends' cars may be told where it is met
