"""The form of a car's settings: what stands in it, and what was wished with it. Pure."""

from collections.abc import Mapping
from typing import get_args

from feed.social.car_kinds import ONLY_FOR_OWNER, EventKind
from feed.social.car_wishes import MOST_CHEAP_HOURS, MOST_ZONES, Home
from feed.store.car_tables import Car
from feed.store.car_views import CarView

CHOOSABLE_KINDS = tuple(kind for kind in get_args(EventKind) if kind not in ONLY_FOR_OWNER)

_RADIUS_M = Home.model_fields["radius_m"].default
_AS_ENTERED = (
    "nickname",
    "persona",
    "language",
    "units",
    "default_visibility",
    "place_for_followers",
    "place_for_public",
    "history_for",
    "posts_a_day",
    "delay_minutes",
    "meets",
)
_ZONE_FIELDS = ("name", "lat", "lon", "radius_m")


def settled(view: CarView) -> dict[str, str]:
    """The fields as they are settled now."""
    car = view.registered.car
    return {
        "nickname": view.registered.account.display_name,
        "persona": car.persona,
        "language": car.language,
        "units": car.units,
        "time_zone": car.time_zone or "",
        "home": "none" if car.home_lat is None else "keep",
        "radius_m": f"{car.home_radius_m or _RADIUS_M:.0f}",
        "default_visibility": car.default_visibility,
        "place_for_followers": car.place_for_followers,
        "place_for_public": car.place_for_public,
        "history_for": car.history_for,
        "posts_a_day": str(car.posts_a_day),
        "delay_minutes": "until_left" if car.delay_minutes is None else str(car.delay_minutes),
        "meets": "true" if car.meets else "false",
        "leaves_at": f"{car.leaves_at:%H:%M}" if car.leaves_at else "",
        **_hours_fields("quiet_hours", car.quiet_hours or {}),
        **_cheap_hours(car),
        **_zones(car),
        **{f"audience.{kind}": car.audience.get(kind, "") for kind in CHOOSABLE_KINDS},
    }


def wished(entered: Mapping[str, str], view: CarView) -> dict[str, object]:
    """What was entered, in the shape of CarWishes. A field that is missing is not wished."""
    wishes: dict[str, object] = {name: entered[name] for name in _AS_ENTERED if name in entered}
    for name in ("time_zone", "leaves_at"):
        if name in entered:
            wishes[name] = entered[name].strip() or None
    where = _chosen_place(entered.get("home"), view)
    if where is not None:
        wishes["home"] = {"lat": where[0], "lon": where[1], "radius_m": entered.get("radius_m", "")}
    elif entered.get("home") == "none":
        wishes["home"] = None
    if "quiet_hours.from" in entered:
        wishes["quiet_hours"] = _entered_hours("quiet_hours", entered)
    if "cheap_hours.0.from" in entered:
        stretches = (_entered_hours(f"cheap_hours.{number}", entered) for number in range(MOST_CHEAP_HOURS))
        wishes["cheap_hours"] = [hours for hours in stretches if hours]
    if "zones.0.name" in entered:
        wishes["zones"] = _entered_zones(entered, view)
    choices = {kind: entered[f"audience.{kind}"] for kind in CHOOSABLE_KINDS if f"audience.{kind}" in entered}
    if choices:
        wishes["audience"] = {kind: choice or None for kind, choice in choices.items()}
    return wishes


def stands_somewhere(view: CarView) -> bool:
    """Whether it is known where the car is, so that this can become its home."""
    return _chosen_place("here", view) is not None


def _hours_fields(name: str, hours: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}.{end}": hours.get(end, "")[:5] for end in ("from", "until")}  # without the seconds


def _cheap_hours(car: Car) -> dict[str, str]:
    stretches = [*car.cheap_hours, *[{}] * MOST_CHEAP_HOURS][:MOST_CHEAP_HOURS]
    return {
        name: value
        for number, hours in enumerate(stretches)
        for name, value in _hours_fields(f"cheap_hours.{number}", hours).items()
    }


def _zones(car: Car) -> dict[str, str]:
    """The zones there are, and one more to be filled in."""
    rows = [*car.zones, {"radius_m": _RADIUS_M}][:MOST_ZONES]
    return {
        f"zones.{number}.{name}": str(zone.get(name, "")).removesuffix(".0")
        for number, zone in enumerate(rows)
        for name in _ZONE_FIELDS
    }


def _entered_hours(name: str, entered: Mapping[str, str]) -> dict[str, str] | None:
    hours = {end: entered.get(f"{name}.{end}", "").strip() for end in ("from", "until")}
    return hours if any(hours.values()) else None


def _entered_zones(entered: Mapping[str, str], view: CarView) -> list[dict[str, object]]:
    """Those that have a name; one that says no more is where the car stands."""
    zones: list[dict[str, object]] = []
    for number in range(MOST_ZONES):
        zone: dict[str, object] = {
            name: entered.get(f"zones.{number}.{name}", "").strip() for name in _ZONE_FIELDS
        }
        here = _chosen_place("here", view)
        if here and not zone["lat"] and not zone["lon"]:
            zone |= {"lat": here[0], "lon": here[1]}
        if zone["name"]:
            zones.append(zone)
    return zones


def _chosen_place(home: str | None, view: CarView) -> tuple[float, float] | None:
    car, seen = view.registered.car, view.seen
    if home == "keep" and car.home_lat is not None and car.home_lon is not None:
        return car.home_lat, car.home_lon
    if home == "here" and seen and seen.lat is not None and seen.lon is not None:
        return seen.lat, seen.lon
    return None
