"""What goes over the wire between us and the feed, and back."""

from datetime import time
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from gateway.car import hours
from gateway.car.bounds import Zone
from gateway.voice import profile
from gateway.voice.profile import Audience, CarProfile


class Owner(msgspec.Struct, frozen=True):
    """Whose car it is."""

    acct: str


class Hours(msgspec.Struct, frozen=True, rename={"begins_at": "from", "ends_at": "until"}):
    """A stretch of the day, in local time."""

    begins_at: time
    ends_at: time


class NamedZone(Zone, frozen=True, kw_only=True):
    """A zone the owner has drawn."""

    name: str


class Dealer(msgspec.Struct, frozen=True):
    """Who is entrusted with the car just now, and which kinds of news they hear."""

    acct: str
    kinds: frozenset[str] = frozenset()


class Friend(msgspec.Struct, frozen=True):
    """A car whose owner and this car's both wish to hear when the two meet."""

    car_id: str
    acct: str
    nickname: str


class Tongue(msgspec.Struct, frozen=True):
    """A name under which another tongue speaks of the car, and what of it counts."""

    dialect: str
    id: str
    says: Literal["all", "place"] = "all"


class RegisterEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One car as the feed's register has it. What we have no use for is not read."""

    car_id: str
    acct: str
    nickname: str = ""
    persona: str = "plain"
    language: str = "en"
    time_zone: str | None = None
    units: Literal["metric", "imperial"] = "metric"
    enabled: bool = True
    owner: Owner | None = None
    home: Zone | None = None
    default_visibility: Audience = Audience.PRIVATE
    audience: dict[str, Audience] = {}
    place_for_followers: Literal["exact", "zone", "town", "nothing"] = "town"
    place_for_public: Literal["town", "nothing"] = "town"
    zones: list[NamedZone] = []
    quiet_hours: Hours | None = None
    posts_a_day: int = 12
    delay_minutes: int | Literal["until_left"] = 30
    cheap_hours: list[Hours] = []
    leaves_at: time | None = None
    dealers: list[Dealer] = []
    friends: list[Friend] = []
    tongues: list[Tongue] = []
    revision: int = 0

    def profile(self) -> CarProfile:
        """The same as the voice wants it."""
        return CarProfile(
            acct=self.acct,
            nickname=self.nickname,
            persona=self.persona,
            language=self.language,
            time_zone=_known_zone(self.time_zone),
            units=self.units,
            enabled=self.enabled,
            owner_acct=self.owner.acct if self.owner else None,
            home=self.home,
            default_visibility=self.default_visibility,
            audience=self.audience,
            place_for_followers=self.place_for_followers,
            place_for_public=self.place_for_public,
            zones=tuple(_named_zone(zone) for zone in self.zones),
            quiet_hours=None if self.quiet_hours is None else _hours(self.quiet_hours),
            posts_a_day=self.posts_a_day,
            delay_minutes=self.delay_minutes,
            cheap_hours=tuple(_hours(hours) for hours in self.cheap_hours),
            leaves_at=self.leaves_at,
            dealers=tuple(profile.Dealer(dealer.acct, dealer.kinds) for dealer in self.dealers),
            friends=tuple(profile.Friend(one.car_id, one.acct, one.nickname) for one in self.friends),
        )


def _named_zone(zone: NamedZone) -> profile.NamedZone:
    return profile.NamedZone(zone.name, Zone(lat=zone.lat, lon=zone.lon, radius_m=zone.radius_m))


def _hours(said: Hours) -> hours.Hours:
    return hours.Hours(said.begins_at, said.ends_at)


def _known_zone(name: str | None) -> str | None:
    """None too for a zone that only the feed's machine has heard of."""
    try:
        return name and ZoneInfo(name).key
    except (KeyError, ValueError, OSError):
        return None


class RegisterPage(msgspec.Struct, frozen=True):
    """The entries that changed since a revision, and the revision to ask from next."""

    cars: list[RegisterEntry]
    revision: int


class RefusedCar(msgspec.Struct, frozen=True):
    """A car the feed does not want, and why."""

    car_id: str
    reason: str


class Enrolment(msgspec.Struct, frozen=True):
    """What became of the cars we asked the feed to take in."""

    cars: list[RegisterEntry]
    refused: list[RefusedCar] = []


class RefusedJourney(msgspec.Struct, frozen=True):
    """A journey that is not as the feed wants journeys, and what is wrong with it."""

    car_id: str
    wrong: dict[str, str]


class AcceptedSnapshots(msgspec.Struct, frozen=True):
    """How many pictures the feed took, and which cars it does not know."""

    accepted: int
    unknown: list[str] = []


class KeptJourneys(msgspec.Struct, frozen=True):
    """How many journeys the feed took, which cars it does not know, and what it will never take."""

    accepted: int
    unknown: list[str] = []
    refused: list[RefusedJourney] = []


class PostedStatus(msgspec.Struct, frozen=True):
    """A status as the feed keeps it; only its name matters to us."""

    id: str
