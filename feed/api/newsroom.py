"""From what happened to who reads of it: each worker looks up, for its own open streams, who may hear."""

from collections.abc import Iterable, Sequence

import orjson
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.api.notifications import notifications_json
from feed.keys import DATABASE, HUB, SETTINGS, WORD
from feed.store import audiences, notifications
from feed.store.around import Around, gather
from feed.store.tables import Status
from feed.streaming.happening import Happening
from feed.streaming.hub import Hub, News, Topic


async def run(app: web.Application) -> None:
    """Hears of happenings and delivers the news of them, for ever."""
    while True:
        happenings = await app[WORD].hear()
        await deliver(app, happenings)
