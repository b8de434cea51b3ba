"""The gateway's own small page on loopback: alive, ready, and the figures to watch."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from gateway.delivery.figures import Figures
from gateway.delivery.outbox import backlog
from gateway.delivery.store import Store, StoreUnavailableError

log = structlog.get_logger()

Troubles = Callable[[], Mapping[str, str | None]]  # by part: what is wrong with it, None when it is well


@asynccontextmanager
async def status_page(
    port: int, troubles: Troubles, store: Store, figures: Figures, *, cars_clock: Callable[[], datetime]
) -> AsyncIterator[None]:
    """Served while the context lasts. Raises OSError when the port is taken."""
    app = web.Application()
    app.router.add_get("/livez", _alive)
    app.router.add_get("/readyz", _ready(troubles))
    app.router.add_get("/metrics", _metrics(store, figures, cars_clock))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        log.info("status page", address=site.name)
        yield
    finally:
        await runner.cleanup()


async def _alive(_: web.Request) -> web.Response:
    return web.json_response({"status": "alive"})


def _ready(troubles: Troubles) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def ready(_: web.Request) -> web.Response:
        parts = troubles()
        well = all(trouble is None for trouble in parts.values())
        body = {"ready": well, **{part: trouble or "ok" for part, trouble in parts.items()}}
        return web.json_response(body, status=200 if well else 503)

    return ready


def _metrics(
    store: Store, figures: Figures, cars_clock: Callable[[], datetime]
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def metrics(_: web.Request) -> web.Response:
        try:
            waiting = await store.run(backlog, cars_clock())
        except StoreUnavailableError:
            log.debug("the outbox cannot be counted now")  # its last figures stay
        else:
            oldest = waiting.oldest_queued_at
            figures.outbox.set(waiting.drafts)
            figures.outbox_later.set(waiting.for_later)
            figures.outbox_age.set((datetime.now(UTC) - oldest).total_seconds() if oldest else 0)
        return web.Response(
            body=generate_latest(figures.registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    return metrics
