"""Which names of other dialects speak for which car.

This is the operator's to say and not the owner's: whoever binds a name to a car lets it speak for that car,
and lets nobody else's car have it. An owner who could bind any name would hear of a stranger's car.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.car_changes import open_for_operator
from feed.errors import NotAllowedError, NotFoundError
from feed.social.audit import Actor
from feed.social.tongues import Tongue
from feed.store import tongues
from feed.store.audit import note


async def bind(session: AsyncSession, tongue: Tongue, *, by: Actor, now: datetime) -> None:
    """The name speaks for the car. Bound to the same car again, what counts of it may change.

    Raises:
        NotFoundError: if the register does not know the car.
        NotAllowedError: if the name speaks for another car.
    """
    opened = await open_for_operator(session, tongue.car_id)
    before = await tongues.named(session, tongue.dialect, tongue.foreign_id)
    if before is not None and before.car_id != tongue.car_id:
        raise NotAllowedError(
            f"{tongue.dialect} {tongue.foreign_id} speaks for {before.car_id}; it must be unbound there first"
        )
    if before is not None:
        await tongues.forget(session, before)
    await tongues.keep(session, [tongue])
    await note(
        session,
        "tongue_bound",
        by=by,
        about=("car", opened.account.id),
        now=now,
        dialect=tongue.dialect,
        says=tongue.says,
    )


async def unbind(session: AsyncSession, tongue: Tongue, *, by: Actor, now: datetime) -> None:
    """The name does not speak for the car any more.

    Raises:
        NotFoundError: if it did not, or the register does not know the car.
    """
    opened = await open_for_operator(session, tongue.car_id)
    before = await tongues.named(session, tongue.dialect, tongue.foreign_id)
    if before is None or before.car_id != tongue.car_id:
        raise NotFoundError(f"{tongue.dialect} {tongue.foreign_id} does not speak for {tongue.car_id}")
    await tongues.forget(session, before)
    await note(
        session, "tongue_unbound", by=by, about=("car", opened.account.id), now=now, dialect=tongue.dialect
    )
