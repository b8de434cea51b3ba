"""One process, or several that share a port: each a whole feed on the same database."""

import asyncio
import multiprocessing
import signal
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess

import structlog
from aiohttp import web

from feed.app import create_app
from feed.errors import ConfigError
from feed.log import keep_a_log
from feed.settings import Settings
from feed.store.database import Database
from feed.store.migrations import migrate

log = structlog.get_logger(__name__)


def serve(settings: Settings) -> bool:
    """Serves until the process is told to end; False when a worker ended without being told.

    Raises:
        ConfigError: several workers cannot share SQLite, or the port is taken.
    """
    if settings.workers > 1 and not Database(settings.database).is_postgresql:
        raise ConfigError("workers: several need PostgreSQL; SQLite is for one process")
    keep_a_log()
    asyncio.run(_migrate(settings))
    if settings.workers == 1:
        serve_alone(settings, 0)
        return True
    return _serve_together(settings)


def serve_alone(settings: Settings, worker: int) -> None:
    """Serves as the worker of this number.

    Raises:
        ConfigError: the port is taken.
    """
    keep_a_log()
    try:
        web.run_app(
            create_app(settings, worker=worker),
            host=settings.host,
            port=settings.port,
            reuse_port=settings.workers > 1,
            access_log=None,
            shutdown_timeout=5,
            print=lambda _text: log.info("feed is up", address=settings.public_url, worker=worker),
        )
    except OSError as error:
        raise ConfigError(
            f"port: {settings.host}:{settings.port} cannot be used: {error.strerror}"
        ) from error


async def _migrate(settings: Settings) -> None:
    database = Database(settings.database)
    try:
        await migrate(database)
    finally:
        await database.close()


def _serve_together(settings: Settings) -> bool:
    context = multiprocessing.get_context("spawn")
    workers = [
        context.Process(target=serve_alone, args=(settings, number)) for number in range(settings.workers)
    ]
    told = False

    def tell_to_end(_signal: int, _frame: object) -> None:
        nonlocal told
        told = True
        _end(workers)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, tell_to_end)
    for worker in workers:
        worker.start()
    wait([worker.sentinel for worker in workers])
    if not told:
        log.critical("a worker ended, so all end")
    _end(workers)
    for worker in workers:
        worker.join()
    return told


def _end(workers: list[SpawnProcess]) -> None:
    for worker in workers:
        if worker.is_alive():
            worker.terminate()
