"""The only place where the feed's parts are built and put together."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import structlog
from aiohttp import web

from feed.actions.passwords import Passwords
from feed.api import contract
from feed.api.contract import OPENAPI_PATH, PAGE_PATH
from feed.api.errors import add_headers, answer_in_json
from feed.api.pieces import PIECES, Pieces
from feed.api.rates import add_rate_headers, guard_doors
from feed.api.routes import ROUTES
from feed.api.streams import newsroom
from feed.grants import Grants
from feed.housekeeping import housekeeping
from feed.ids import Ids
from feed.keys import (
    CLOCK,
    DATABASE,
    GRANTS,
    HUB,
    IDS,
    LIMITS,
    MAILER,
    MEDIA,
    PASSWORDS,
    POST,
    SETTINGS,
    SIEVES,
    SITE,
    WORD,
    WORKER,
)
from feed.limits import Limits
from feed.mail.mailer import Mailer
from feed.media.folder import Folder
from feed.metrics import METRICS, Metrics, measure, serve_metrics
from feed.paths import add_path
from feed.push.letters import new_private_key
from feed.push.post import Post
from feed.settings import Settings
from feed.sieves import Sieves
from feed.site import Site, learn_emojis
from feed.store import pushes
from feed.store.database import Database
from feed.streaming.hub import Hub
from feed.streaming.postgres_word import PostgresWord
from feed.streaming.word import Mailbox, Word
from feed.web.errors import answer_in_pages
from feed.web.pages import set_up_pages

LARGEST_BODY = 8 * 1024 * 1024  # bytes

log = structlog.get_logger(__name__)


def wall_clock() -> datetime:
    """Now, aware, UTC."""
    return datetime.now(UTC)


def create_app(
    settings: Settings, *, worker: int = 0, clock: Callable[[], datetime] = wall_clock
) -> web.Application:
    """The whole feed, ready to run on a migrated database. `worker` counts from 0 on this machine."""
    app = web.Application(
        middlewares=[measure, answer_in_json, answer_in_pages, guard_doors], client_max_size=LARGEST_BODY
    )
    app[SETTINGS] = settings
    app[WORKER] = worker
    app[CLOCK] = clock
    app[IDS] = Ids(clock, worker=settings.first_worker + worker)
    app[LIMITS] = Limits(clock)
    app[DATABASE] = Database(settings.database)
    app[GRANTS] = Grants(app[DATABASE])
    app[SIEVES] = Sieves()
    app[SITE] = Site(settings.public_url)
    app[HUB] = Hub(queue_size=settings.stream_queue)
    app[WORD] = _word(app)
    app[MEDIA] = Folder(settings.media_folder)
    app[PASSWORDS] = Passwords(memory_kib=settings.password_memory_kib, rounds=settings.password_rounds)
    app[PIECES] = Pieces(app[SITE], app[SIEVES], clock)
    app[METRICS] = Metrics()
    app.cleanup_ctx.extend([_open_parts, _streaming, housekeeping, serve_metrics])
    app.on_response_prepare.extend([add_headers, add_rate_headers])
    app.on_shutdown.append(_close_streams)
    for route in ROUTES:
        for path in (route.path, f"{route.path}/"):
            add_path(app, route.method, path, route.handler)
    app.router.add_get(OPENAPI_PATH, contract.openapi)
    app.router.add_get(PAGE_PATH, contract.page)
    set_up_pages(app)
    return app


async def _open_parts(app: web.Application) -> AsyncIterator[None]:
    settings = app[SETTINGS]
    async with app[DATABASE].writing() as session:
        signing_key = await pushes.server_key(session, "web push", new_private_key())
    await learn_emojis(app[SITE], app[DATABASE])
    app[POST] = Post(signing_key, at_home=settings.trial)
    if settings.smtp_host:
        app[MAILER] = _mailer(settings)
    yield
    await app[POST].close()
    app[PASSWORDS].close()
    await app[DATABASE].close()


async def _streaming(app: web.Application) -> AsyncIterator[None]:
    """Word goes round, and becomes news, as long as the application runs."""
    word = app[WORD]
    tasks = [asyncio.create_task(newsroom.run(app))]
    if isinstance(word, PostgresWord):
        tasks.append(asyncio.create_task(word.run()))
    for task in tasks:
        task.add_done_callback(_end_with)
    yield
    for task in tasks:
        task.remove_done_callback(_end_with)
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _mailer(settings: Settings) -> Mailer:
    return Mailer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        tls=settings.smtp_tls,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value(),
        sender=settings.mail_from,
    )


def _word(app: web.Application) -> Word:
    database = app[DATABASE]
    if not database.is_postgresql:
        return Mailbox()

    def deafened() -> None:
        app[HUB].close_all()
        app[SIEVES].forget_all()

    return PostgresWord(database.dsn, deafened=deafened)


def _end_with(task: asyncio.Task[None]) -> None:
    """A feed that cannot tell the news any more must not look as if it could."""
    log.critical("streaming ended", exc_info=task.exception())
    raise web.GracefulExit


async def _close_streams(app: web.Application) -> None:
    app[HUB].close_all()
