"""Speak for a car: what it has to say is published, to nobody its owner did not choose."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.publish import Published, Wish, publish
from feed.errors import InvalidError
from feed.ids import Ids
from feed.settings import Settings
from feed.social.visibility import VISIBILITIES, Visibility, narrower
from feed.store import cars
from feed.store.car_tables import Car
from feed.store.cars import RegisteredCar


async def speak_for_car(
    session: AsyncSession, car_id: str, wish: Wish, *, ids: Ids, settings: Settings
) -> Published:
    """The car's words are published, no wider than its owner lets it speak of such an event.

    Raises:
        InvalidError: the register does not know the car, it is disabled, nobody is to hear of this, or it
            happened before the present owner's time.
    """
    found = await cars.by_car_ids(session, [car_id])
    if not found:
        raise InvalidError("the car is unknown", details={"car_id": "is not in the register"})
    if not found[0].car.enabled:
        raise InvalidError("the car is disabled", details={"car_id": "is of a disabled car"})
    if _is_of_a_former_life(found[0].car, wish):
        raise InvalidError("the car has changed hands since", details={"car_event": "is a former owner's"})
    return await publish(
        session, found[0].account, _within_limits(found[0], wish), ids=ids, settings=settings
    )


def _is_of_a_former_life(car: Car, wish: Wish) -> bool:
    if car.begins_at is None or wish.car_event is None:
        return False
    return datetime.fromisoformat(wish.car_event["at"]) <= car.begins_at


def _within_limits(registered: RegisteredCar, wish: Wish) -> Wish:
    widest = _widest(registered.car, wish.car_event["kind"] if wish.car_event else None)
    asked = wish.visibility or registered.car.default_visibility
    allowed = narrower(asked, widest)
    owner = registered.owner
    if allowed == "direct" != asked and owner is not None:
        return replace(wish, visibility=allowed, text=f"@{owner.username} {wish.text}")
    return replace(wish, visibility=allowed)


def _widest(car: Car, kind: str | None) -> Visibility:
    audience = car.audience.get(kind or "", car.default_visibility)
    for visibility in VISIBILITIES:
        if audience == visibility:
            return visibility
    raise InvalidError(f"nobody is to hear of {kind}", details={"car_event": "is for nobody"})
