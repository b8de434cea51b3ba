"""The form of a car's settings: what stands in it, and what was wished with it. Pure."""

from collections.abc import Mapping

from feed.social.car_wishes import Home
from feed.store.car_views import CarView

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
)


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
    }


def wished(entered: Mapping[str, str], view: CarView) -> dict[str, object]:
    """What was entered, in the shape of CarWishes. A field that is missing is not wished."""
    wishes: dict[str, object] = {name: entered[name] for name in _AS_ENTERED if name in entered}
    if "time_zone" in entered:
        wishes["time_zone"] = entered["time_zone"].strip() or None
    where = _chosen_place(entered.get("home"), view)
    if where is not None:
        wishes["home"] = {"lat": where[0], "lon": where[1], "radius_m": entered.get("radius_m", "")}
    elif entered.get("home") == "none":
        wishes["home"] = None
    return wishes


def stands_somewhere(view: CarView) -> bool:
    """Whether it is known where the car is, so that this can become its home."""
    return _chosen_place("here", view) is not None


def _chosen_place(home: str | None, view: CarView) -> tuple[float, float] | None:
    car, seen = view.registered.car, view.seen
    if home == "keep" and car.home_lat is not None and car.home_lon is not None:
        return car.home_lat, car.home_lon
    if home == "here" and seen and seen.lat is not None and seen.lon is not None:
        return seen.lat, seen.lon
    return None
