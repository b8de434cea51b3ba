"""Figures to watch, for Prometheus, on a loopback port of their own."""

import time
from collections.abc import AsyncIterator

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from feed.keys import HUB, SETTINGS, WORD, WORKER
from feed.log import asked_for

log = structlog.get_logger(__name__)


class Metrics:
    """The figures of one worker."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Histogram(
            "kurumatomo_feed_request_seconds",
            "Time to answer, by path and code; streams count when they end.",
            ["method", "path", "code"],
            registry=self.registry,
        )
        self.streams = Gauge("kurumatomo_feed_streams", "Open streams.", registry=self.registry)
        self.untold = Gauge(
            "kurumatomo_feed_happenings_untold",
            "Happenings that streams never heard of, for want of room.",
            registry=self.registry,
        )


METRICS = web.AppKey("metrics", Metrics)


@web.middleware
async def measure(request: web.Request, handler: Handler) -> web.StreamResponse:
    """How long each answer took."""
    began = time.perf_counter()
    response = await handler(request)
    labels = (request.method, asked_for(request), str(response.status))
    request.app[METRICS].requests.labels(*labels).observe(time.perf_counter() - began)
    return response


async def serve_metrics(app: web.Application) -> AsyncIterator[None]:
    """`/metrics` answers on its port while the application runs; each further worker takes the next port."""
    port = app[SETTINGS].metrics_port
    if port is None:
        yield
        return
    app[METRICS].streams.set_function(lambda: len(app[HUB]))
    app[METRICS].untold.set_function(lambda: app[WORD].untold)
    side = web.Application()
    side.router.add_get("/metrics", lambda _request: _figures(app[METRICS]))
    runner = web.AppRunner(side, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port + app[WORKER] if port else 0)
    await site.start()
    log.info("figures are at hand", address=site.name)
    yield
    await runner.cleanup()


async def _figures(metrics: Metrics) -> web.Response:
    return web.Response(body=generate_latest(metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
