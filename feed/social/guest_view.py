"""What a guest sees of a car: somebody without an account, for a while, and as much as the owner chose."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal, get_args

from feed.social.snapshot import Presence, Snapshot
from feed.social.veils import Veil
from feed.social.whereabouts import Closeness, Precision, seen_by

GuestPlace = Literal["nothing", "town", "exact", "everywhere"]
LongFor = Literal["1h", "4h", "arrival", "day"]

PLACES: tuple[GuestPlace, ...] = get_args(GuestPlace)
LONG_FOR: dict[LongFor, timedelta] = {
    "1h": timedelta(hours=1),
    "4h": timedelta(hours=4),
    "arrival": timedelta(hours=12),  # at most: a journey may be put off
    "day": timedelta(days=1),
}
_AT_REST = {"online", "asleep", "charging"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestWish:
    """What an owner shows to a guest, and for how long."""

    name: str  # for whom it is, in the owner's words
    long_for: LongFor
    place: GuestPlace
    shows_charge: bool
    shows_ready: bool


def seen_by_guest(
    snapshot: Snapshot,
    *,
    place: GuestPlace,
    shows_charge: bool,
    shows_ready: bool,
    veils: Sequence[Veil],
    earlier: Snapshot | None,
) -> Snapshot | None:
    """The snapshot with what was not chosen left out.

    By the owner's places a guest sees no more than a follower, and as late: unless the owner said everywhere.
    """
    if place == "everywhere":
        seen: Snapshot | None = replace(snapshot, speed_kmh=None, odometer_km=None, outside_c=None)
    else:
        seen = seen_by(
            Closeness.FOLLOWER, snapshot, place_for_followers=Precision(place), veils=veils, earlier=earlier
        )
    if seen is None:
        return None
    seen = replace(seen, zone=None, charge_limit_percent=None)  # what a place is called is the owner's own
    if not shows_ready:
        seen = replace(seen, full_at=None)
    return seen if shows_charge else _without_charge(seen)


def has_arrived(course: Sequence[Presence | None]) -> bool:
    """Whether, in this course of time, the car was on the road and came to rest."""
    was_driving = False
    for presence in course:
        if was_driving and presence in _AT_REST:
            return True
        was_driving = was_driving or presence == "driving"
    return False


def _without_charge(seen: Snapshot) -> Snapshot:
    return replace(
        seen,
        presence="online" if seen.presence == "charging" else seen.presence,
        soc_percent=None,
        range_km=None,
        plugged_in=None,
        charge_state=None,
        charge_power_kw=None,
    )
