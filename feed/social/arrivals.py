"""What others would learn of a car's arrival at one of its owner's places, by the rules for what cars say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from feed.social.snapshot import Snapshot, Town
from feed.social.veils import Place, Veil
from feed.social.whereabouts import LATE_BY, Closeness, Precision, is_held_back, seen_by

HOME = "home"
_SOME_TOWN = Town(en="", ja="")  # whichever it is
_LET_IN = frozenset(
    {"private", "unlisted", "public"}
)  # strangers never hear of an arrival, whatever is chosen
_NAMES_ZONES = frozenset({Precision.ZONE, Precision.EXACT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a follower finds on the car's page, and hears. Others, if they do not follow it, learn nothing."""

    place: Place
    zone: str | None  # the name that is told
    names_town: bool
    has_point: bool  # on a map
    late_by: timedelta | None
    told_after: timedelta | Literal["until_left"] | None  # a post about it; None: there is none for others


def sight_of(
    place: Place,
    *,
    veils: Sequence[Veil],
    place_for_followers: Precision,
    audience: Mapping[str, str],
    delay_minutes: int | None,
    now: datetime,
) -> Sight:
    """What a follower would learn when the car has just come to this place."""
    there = Snapshot(
        observed_at=now, lat=place.lat, lon=place.lon, zone=place.name, town=_SOME_TOWN, presence="online"
    )
    seen = seen_by(
        Closeness.FOLLOWER, there, place_for_followers=place_for_followers, veils=veils, earlier=there
    )
    return Sight(
        place=place,
        zone=seen.zone if seen else None,
        names_town=seen is not None and seen.town is not None,
        has_point=seen is not None and seen.lat is not None,
        late_by=LATE_BY if is_held_back(there, veils) else None,
        told_after=_told_after(place.name, place_for_followers, audience, delay_minutes),
    )


def _told_after(
    name: str, place_for_followers: Precision, audience: Mapping[str, str], delay_minutes: int | None
) -> timedelta | Literal["until_left"] | None:
    kind = "came_home" if name == HOME else "zone_entered"
    if audience.get(kind, "owner") not in _LET_IN:  # journeys are for the owner unless more is chosen
        return None
    if kind == "zone_entered" and place_for_followers not in _NAMES_ZONES:
        return None
    return "until_left" if delay_minutes is None else timedelta(minutes=delay_minutes)
