"""A car says hello: the first words it has for who claimed it, and for nobody else."""

from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.publish import Published, Wish, publish
from feed.ids import Ids
from feed.settings import Settings
from feed.store.cars import RegisteredCar


async def say_hello(
    session: AsyncSession, registered: RegisteredCar, words: str, *, ids: Ids, settings: Settings
) -> Published:
    """The owner reads these words of the car at home; once, however often it is asked to."""
    car = registered.car
    wish = Wish(
        text=words,
        visibility="limited",
        language=car.language,
        speaks_only_to=frozenset({car.owner_id} if car.owner_id else ()),
        idempotency_key=f"hello:{car.owner_id}",
    )
    return await publish(session, registered.account, wish, ids=ids, settings=settings)
