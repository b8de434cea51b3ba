"""The only place where the feed's parts are built and put together."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

from aiohttp import web

from feed.actions.passwords import Passwords
from feed.api.errors import add_headers, answer_in_json
from feed.api.routes import ROUTES
from feed.ids import Ids
from feed.keys import CLOCK, DATABASE, HUB, IDS, PASSWORDS, SETTINGS
from feed.settings import Settings
from feed.store.database import Database
from feed.streaming.hub import Hub

LARGEST_BODY = 8 * 1024 * 1024  # bytes


def wall_clock() -> datetime:
    """Now, aware, UTC."""
    return datetime.now(UTC)


def create_app(
    settings: Settings, *, worker: int = 0, clock: Callable[[], datetime] = wall_clock
) -> web.Application:
    """The whole feed, ready to run on a migrated database. `worker` counts from 0 on this machine."""
    app = web.Application(middlewares=[answer_in_json], client_max_size=LARGEST_BODY)
    app[SETTINGS] = settings
    app[CLOCK] = clock
    app[IDS] = Ids(clock, worker=settings.first_worker + worker)
    app[DATABASE] = Database(settings.database)
    app[HUB] = Hub(queue_size=settings.stream_queue)
    app[PASSWORDS] = Passwords(memory_kib=settings.password_memory_kib, rounds=settings.password_rounds)
    app.cleanup_ctx.append(_closing)
    app.on_response_prepare.append(add_headers)
    for route in ROUTES:
        for path in (route.path, f"{route.path}/"):
            app.router.add_route(route.method, path, route.handler)
    return app


async def _closing(app: web.Application) -> AsyncIterator[None]:
    yield
    app[PASSWORDS].close()
    await app[DATABASE].close()
