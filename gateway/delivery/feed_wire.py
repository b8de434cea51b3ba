"""What goes over the wire between us and the feed, and back."""

from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from gateway.car.bounds import Zone
from gateway.voice.profile import Audience, CarProfile

DIALECT = "native"


class Owner(msgspec.Struct, frozen=True):
    """Whose car it is."""

    acct: str


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
    place_for_public: Literal["town", "nothing"] = "town"
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
            place_for_public=self.place_for_public,
        )


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


class AcceptedSnapshots(msgspec.Struct, frozen=True):
    """How many pictures the feed took, and which cars it does not know."""

    accepted: int
    unknown: list[str] = []


class PostedStatus(msgspec.Struct, frozen=True):
    """A status as the feed keeps it; only its name matters to us."""

    id: str
