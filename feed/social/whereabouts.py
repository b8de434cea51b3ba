"""Who may know what of a car: its owner all, its followers what the owner chose, strangers nothing.

A dealer is entrusted with kinds of news. That opens the charge, and the health which those kinds are about.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from feed.social.health import opened
from feed.social.roles import Role
from feed.social.snapshot import Snapshot
from feed.social.veils import Veil, covering

HELD_BACK_FOR = timedelta(minutes=5)  # after a veil was left it counts as not left
LATE_BY = timedelta(minutes=30)  # what others learn of a car behind a veil is at least this old


class Closeness(StrEnum):
    """What a viewer is to a car. Followers are approved ones; strangers may be signed in or not."""

    OWNER = "owner"
    FOLLOWER = "follower"  # entrusted with some kinds of news or not
    DEALER = "dealer"  # entrusted, and no follower
    STRANGER = "stranger"


class Precision(StrEnum):
    """How much of a place is told, each more than the one before."""

    NOTHING = "nothing"
    TOWN = "town"
    ZONE = "zone"  # the town, and the name of the zone it is near: "home"
    EXACT = "exact"  # the same with coordinates, except behind a veil


def may_know_car_id(closeness: Closeness, role: Role | None) -> bool:
    """Whether somebody may learn the car's own id: its owner, the company, and a dealer let near it."""
    if closeness is Closeness.OWNER or role in {"staff", "admin"}:
        return True
    return role == "dealer" and closeness is not Closeness.STRANGER


def is_veiled(snapshot: Snapshot, veils: Sequence[Veil]) -> bool:
    """Whether the car is by one of its owner's places, as far as one can tell."""
    return snapshot.zone is not None or covering(veils, snapshot.lat, snapshot.lon) is not None


def is_held_back(snapshot: Snapshot, veils: Sequence[Veil]) -> bool:
    """Whether others must not learn of this picture as it is: the car is behind a veil, or just came out."""
    if is_veiled(snapshot, veils):
        return True
    return snapshot.shown_from is not None and snapshot.observed_at < snapshot.shown_from


def known_until(closeness: Closeness, now: datetime) -> datetime | None:
    """Up to when a viewer may know what the car did; None: to the end. Others than the owner hear late."""
    return None if closeness is Closeness.OWNER else now - LATE_BY


def seen_by(
    closeness: Closeness,
    snapshot: Snapshot,
    *,
    place_for_followers: Precision,
    veils: Sequence[Veil],
    earlier: Snapshot | None = None,
    entrusted: Collection[str] = (),
) -> Snapshot | None:
    """The snapshot with what this viewer may not know left out; None when they may know nothing.

    `earlier` is what is known of the car as of half an hour ago. Behind a veil followers see that: whatever
    changes when somebody comes or leaves (the cable, the charge, that the car is awake) they learn late.
    `entrusted` are the kinds of news a dealer was entrusted with.
    """
    if closeness is Closeness.OWNER:
        return snapshot
    if closeness is Closeness.STRANGER:
        return None
    precision = place_for_followers if closeness is Closeness.FOLLOWER else Precision.NOTHING
    if is_held_back(snapshot, veils):
        health = opened(earlier.health, entrusted) if earlier else None
        return earlier and replace(_near_a_place(earlier, snapshot, precision, veils), health=health)
    health = opened(snapshot.health, entrusted)
    told = replace(snapshot, speed_kmh=None, odometer_km=None, outside_c=None, health=health)
    if precision is Precision.EXACT:
        return told
    town = None if precision is Precision.NOTHING else snapshot.town
    return replace(told, lat=None, lon=None, zone=None, town=town)


def _near_a_place(
    earlier: Snapshot, now: Snapshot, place_for_followers: Precision, veils: Sequence[Veil]
) -> Snapshot:
    """The battery as it was. The zone is told for all of its veil, or its edge would be seen as well."""
    veil = covering(veils, now.lat, now.lon)
    names_zone = place_for_followers in {Precision.ZONE, Precision.EXACT}
    return Snapshot(
        observed_at=earlier.observed_at,
        presence=earlier.presence,
        soc_percent=earlier.soc_percent,
        range_km=earlier.range_km,
        charge_state=earlier.charge_state,
        charge_power_kw=earlier.charge_power_kw,
        zone=(veil.name if veil else now.zone) if names_zone else None,
        town=None if place_for_followers is Precision.NOTHING else now.town,
    )
