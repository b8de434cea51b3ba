"""An owner settles how a car speaks and who hears and sees what."""

import secrets
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.car_wishes import CarWishes
from feed.store import friends, places, snapshots
from feed.store.car_tables import Car
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
    "posts_a_day",
    "leaves_at",
    "meets",
)
_KEY_BYTES = 32


async def change_settings(session: AsyncSession, registered: RegisteredCar, wishes: CarWishes) -> None:
    """The settings of a car opened for a change are as wished, where something was wished."""
    car, given = registered.car, wishes.model_fields_set
    for name in given.intersection(_AS_GIVEN):
        setattr(car, name, getattr(wishes, name))
    if "nickname" in given:
        registered.account.display_name = wishes.nickname
    if "language" in given:
        registered.account.default_language = wishes.language
    if "audience" in given:
        changed: dict[str, Any] = car.audience | wishes.audience
        car.audience = {kind: audience for kind, audience in changed.items() if audience is not None}
    _settle_times(car, wishes)
    if given & {"home", "zones"}:
        await _settle_places(session, car, wishes)
    if given & {"nickname", "meets"}:
        await friends.tell_friends_of(session, car)


def _settle_times(car: Car, wishes: CarWishes) -> None:
    given = wishes.model_fields_set
    if "delay_minutes" in given:
        car.delay_minutes = None if wishes.delay_minutes == "until_left" else wishes.delay_minutes
    if "quiet_hours" in given:
        car.quiet_hours = wishes.quiet_hours.model_dump(mode="json") if wishes.quiet_hours else None
    if "cheap_hours" in given:
        car.cheap_hours = [hours.model_dump(mode="json") for hours in wishes.cheap_hours]


async def _settle_places(session: AsyncSession, car: Car, wishes: CarWishes) -> None:
    owner_id = car.owner_id or car.account_id  # a car may be prepared for who will own it
    key = await places.veil_key(session, owner_id, drawn=secrets.token_bytes(_KEY_BYTES))
    before = await places.hanging_for(session, owner_id)
    if "home" in wishes.model_fields_set:
        home = wishes.home
        car.home_lat, car.home_lon, car.home_radius_m = (
            (home.lat, home.lon, home.radius_m) if home else (None, None, None)
        )
    if "zones" in wishes.model_fields_set:
        car.zones = [zone.model_dump() for zone in wishes.zones]
    places.hang_veils(car, key=key, before=before)
    await snapshots.hang_veils(session, car.account_id, places.veils_of(car))
