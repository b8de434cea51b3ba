"""An owner settles how a car speaks and who hears and sees what."""

import secrets
from typing import Any

from feed.social.car_wishes import CarWishes, Home
from feed.social.whereabouts import draw_veil
from feed.store.cars import RegisteredCar

_AS_GIVEN = (
    "persona",
    "language",
    "time_zone",
    "units",
    "default_visibility",
    "place_for_followers",
    "place_for_public",
    "history_for",
)


def change_settings(registered: RegisteredCar, wishes: CarWishes) -> None:
    """The settings of a car opened for a change are as wished, where something was wished."""
    car, given = registered.car, wishes.model_fields_set
    for name in given.intersection(_AS_GIVEN):
        setattr(car, name, getattr(wishes, name))
    if "nickname" in given:
        registered.account.display_name = wishes.nickname
    if "language" in given:
        registered.account.default_language = wishes.language
    if "home" in given:
        _move_home(registered, wishes.home)
    if "audience" in given:
        changed: dict[str, Any] = car.audience | wishes.audience
        car.audience = {kind: audience for kind, audience in changed.items() if audience is not None}


def _move_home(registered: RegisteredCar, home: Home | None) -> None:
    car = registered.car
    if home is None:
        car.home_lat = car.home_lon = car.home_radius_m = car.veil_lat = car.veil_lon = None
        return
    if (car.home_lat, car.home_lon) != (home.lat, home.lon):  # many veils over one home would show its middle
        veil = draw_veil(home.lat, home.lon, secrets.SystemRandom().random)
        car.veil_lat, car.veil_lon = veil.lat, veil.lon
    car.home_lat, car.home_lon, car.home_radius_m = home.lat, home.lon, home.radius_m
