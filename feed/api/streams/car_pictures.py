"""Live pictures of cars go to those who watch just now, each reduced to what the viewer may know."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

import orjson
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api.present.cars import live_picture
from feed.errors import NotAllowedError, NotFoundError
from feed.keys import CLOCK, DATABASE
from feed.social.whereabouts import Closeness
from feed.store.car_views import CarView, views_of
from feed.streaming.hub import Hub, News
from feed.streaming.pictures import NAME, picture_of


async def require_acquaintance(request: web.Request, account_id: int, viewer_id: int) -> None:
    """The viewer owns or follows the car.

    Raises:
        NotFoundError: if no car speaks through this account.
        NotAllowedError: if the viewer is a stranger to it.
    """
    async with request.app[DATABASE].reading() as session:
        views = await views_of(session, [account_id], viewer_id=viewer_id, now=request.app[CLOCK]())
    if account_id not in views:
        raise NotFoundError
    if views[account_id].closeness is Closeness.STRANGER:
        raise NotAllowedError("Only who follows a car may watch it")


async def tell_pictures(
    hub: Hub, session: AsyncSession, account_ids: Collection[int], *, now: datetime
) -> list[tuple[int, CarView]]:
    """Whoever watches one of these cars, and still may, has its picture as event `snapshot`.

    Not who sees it late only: that there is news at all would tell them that somebody comes or leaves.
    Gives who was told what.
    """
    told: list[tuple[int, CarView]] = []
    watched: defaultdict[int, list[int]] = defaultdict(list)
    for account_id, viewer_id in (map(int, key.split(":")) for key in hub.keys(NAME)):
        if account_id in account_ids:
            watched[viewer_id].append(account_id)
    for viewer_id, theirs in watched.items():
        for account_id, view in (await views_of(session, theirs, viewer_id=viewer_id, now=now)).items():
            if view.seen is not None and not view.is_late:
                topic = picture_of(account_id, viewer_id=viewer_id)
                hub.tell(
                    topic,
                    News("snapshot", orjson.dumps({"account_id": str(account_id)} | live_picture(view.seen))),
                )
                told.append((viewer_id, view))
    return told
