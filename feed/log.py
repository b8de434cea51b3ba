"""The log: for a person at a terminal, as JSON lines elsewhere, and never what is nobody's business."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from aiohttp import web

PRIVATE = frozenset(
    {
        *("lat", "lon", "latitude", "longitude", "place", "home", "position"),
        *("vin", "car_id", "text", "email", "token", "secret", "code", "password", "authorization"),
    }
)


def keep_a_log() -> None:
    """From now on structlog writes to standard error."""
    on_terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            drop_private_facts,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer() if on_terminal else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")


def drop_private_facts(
    _logger: object, _method: str, entry: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Take places, VINs and secrets out of a log entry, whoever put them there."""
    for name in PRIVATE & entry.keys():
        del entry[name]
    return entry


def asked_for(request: web.Request) -> str:
    """The pattern of the path that was asked for. The path itself may hold a secret."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "none"
