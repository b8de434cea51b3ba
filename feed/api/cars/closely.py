"""Who but its owner reads exactly where a car is leaves a trace."""

from collections.abc import Iterable

from aiohttp import web

from feed.noting import note_thinly
from feed.social.whereabouts import Closeness
from feed.store.car_views import CarView


async def note_exact_places(app: web.Application, views: Iterable[CarView], viewer_id: int | None) -> None:
    """The exact places among these are noted as read by the viewer, of each car some times an hour."""
    for view in views:
        is_exact = view.seen is not None and view.seen.lat is not None
        if viewer_id is not None and is_exact and view.closeness is not Closeness.OWNER:
            account_id = view.registered.account.id
            as_one = f"{viewer_id} {account_id}"
            await note_thinly(app, "place_read", by=viewer_id, about=("car", account_id), as_one=as_one)
