"""What the feed does for itself once an hour."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta

import structlog
from aiohttp import web
from sqlalchemy.exc import DBAPIError

from feed.actions.thin_history import thin_history
from feed.keys import DATABASE, SETTINGS

EVERY_S = 3600

log = structlog.get_logger(__name__)


async def housekeeping(app: web.Application) -> AsyncIterator[None]:
    """Keeps house while the application runs."""
    task = asyncio.create_task(_keep_house(app))
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _keep_house(app: web.Application) -> None:
    settings = app[SETTINGS]
    while True:
        await asyncio.sleep(EVERY_S)
        try:
            await thin_history(
                app[DATABASE],
                fine_for=timedelta(days=settings.history_fine_days),
                kept_for=timedelta(days=settings.history_days),
            )
        except (DBAPIError, OSError) as error:  # the database is away; in an hour it will be back
            log.warning("history was not thinned", reason=type(error).__name__)
