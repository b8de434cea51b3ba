"""The log: for a person at a terminal, as JSON lines elsewhere, and never where a car is."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from gateway.dialects import NATIVE, tongue_of

PRIVATE = frozenset(
    {
        *("lat", "lon", "latitude", "longitude", "place", "home", "position", "heading_deg"),
        *("vin", "text", "payload", "token", "password", "authorization", "url"),
    }
)


def keep_a_log(level: str) -> None:
    """From now on structlog writes to stderr what is at least of this level."""
    on_terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            drop_private_facts,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer() if on_terminal else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")


def drop_private_facts(
    _logger: object, _method: str, entry: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Take out places and secrets, whoever put them there, and most of a car's id: a VIN, a user's name."""
    for name in PRIVATE & entry.keys():
        del entry[name]
    if "car_id" in entry:
        entry["car"] = _shortened(str(entry.pop("car_id")))
    return entry


def _shortened(car_id: str) -> str:
    """Enough to tell one's own cars apart; of a guest's name nothing: it holds a user's, or a phone's."""
    tongue = tongue_of(car_id)
    return f"…{car_id[-4:]}" if tongue == NATIVE else f"{tongue}-…"
