"""Speak for a car: what it has to say is published, to nobody its owner did not choose."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.publish import Published, Wish, publish
from feed.errors import InvalidError
from feed.ids import Ids
from feed.settings import Settings
from feed.social.car_kinds import allowed
from feed.store import cars, shares
from feed.store.car_tables import Car
from feed.store.cars import RegisteredCar


async def speak_for_car(
    session: AsyncSession,
    car_id: str,
    wish: Wish,
    *,
    owner_knows: bool,
    now: datetime,
    ids: Ids,
    settings: Settings,
) -> Published:
    """The car's words are published, no wider than its owner lets it speak of such an event.

    `owner_knows`: the owner was told apart, so this does not come home to them.

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
    entrusted = await shares.entrusted_with(session, car_id, _kind(wish), now=now)
    within = _within_limits(found[0], wish, entrusted)
    if owner_knows:
        within = replace(within, known_to=found[0].car.owner_id)
    return await publish(session, found[0].account, within, ids=ids, settings=settings)


def _kind(wish: Wish) -> str:
    return str(wish.car_event["kind"]) if wish.car_event else ""


def _is_of_a_former_life(car: Car, wish: Wish) -> bool:
    if car.begins_at is None or wish.car_event is None:
        return False
    return datetime.fromisoformat(wish.car_event["at"]) <= car.begins_at


def _within_limits(registered: RegisteredCar, wish: Wish, entrusted: frozenset[int]) -> Wish:
    car, owner, kind = registered.car, registered.owner, _kind(wish)
    asked = wish.visibility or car.default_visibility
    visibility = allowed(kind, asked, car.audience.get(kind, car.default_visibility))
    if visibility is None:
        raise InvalidError(f"nobody is to hear of {kind}", details={"car_event": "is for nobody"})
    if asked == "direct" and entrusted:
        visibility = "direct"  # an owner who would rather read it later has entrusted others with it
    hearers = frozenset({owner.id} if owner else ())
    wish = replace(wish, visibility=visibility)
    if visibility == "limited":
        return replace(wish, speaks_only_to=hearers, in_reply_to_id=None)
    if visibility == "direct" != asked and owner is not None:
        wish = replace(wish, text=f"@{owner.username} {wish.text}")
    if wish.car_event and visibility in {"private", "direct"}:
        wish = replace(wish, speaks_only_to=hearers | entrusted)
    return wish
