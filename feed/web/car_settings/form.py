"""The form of a car's settings: what stands in it, and what was wished with it. Pure."""

from collections.abc import Mapping
from typing import Any, get_args

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
_POINT_FIELDS = ("lat", "lon", "radius_m")


def settled(view: CarView) -> dict[str, str]:
    """The fields as they are settled now."""
    car = view.registered.car
    return {
        "nickname": view.registered.account.display_name,
        "persona": car.persona,
        "language": car.language,
        "units": car.units,
        "time_zone": car.time_zone or "",
        **_point_fields("home", {"lat": car.home_lat, "lon": car.home_lon, "radius_m": car.home_radius_m}),
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
    if "home.lat" in entered:
        home = _entered_point("home", entered, view)
        wishes["home"] = home if home["lat"] or home["lon"] else None
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


def stands_at(view: CarView) -> tuple[float, float] | None:
    """Where the car stands, so that this can become one of its places; None while that is not known."""
    seen = view.seen
    return (seen.lat, seen.lon) if seen and seen.lat is not None and seen.lon is not None else None


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
    fields: dict[str, str] = {}
    for number, zone in enumerate([*car.zones, {}][:MOST_ZONES]):
        name = f"zones.{number}"
        fields |= {f"{name}.name": str(zone.get("name", ""))} | _point_fields(name, zone)
    return fields


def _point_fields(name: str, point: Mapping[str, Any]) -> dict[str, str]:
    """Where a place is; blank where there is none yet."""
    given = {"radius_m": _RADIUS_M} | {field: value for field, value in point.items() if value is not None}
    return {f"{name}.{field}": str(given.get(field, "")).removesuffix(".0") for field in _POINT_FIELDS}


def _entered_hours(name: str, entered: Mapping[str, str]) -> dict[str, str] | None:
    hours = {end: entered.get(f"{name}.{end}", "").strip() for end in ("from", "until")}
    return hours if any(hours.values()) else None


def _entered_zones(entered: Mapping[str, str], view: CarView) -> list[dict[str, object]]:
    """Those that have a name."""
    zones: list[dict[str, object]] = []
    for number in range(MOST_ZONES):
        name = entered.get(f"zones.{number}.name", "").strip()
        if name:
            zones.append({"name": name} | _entered_point(f"zones.{number}", entered, view))
    return zones


def _entered_point(name: str, entered: Mapping[str, str], view: CarView) -> dict[str, object]:
    """Where a place shall be: as written, or where the car stands if that was ticked."""
    point: dict[str, object] = {field: entered.get(f"{name}.{field}", "").strip() for field in _POINT_FIELDS}
    here = stands_at(view)
    if here and f"{name}.here" in entered:
        point |= {"lat": here[0], "lon": here[1]}
    return point
