"""Moments as clients read and write them."""

from datetime import UTC, datetime

from aiohttp import web

from feed.errors import InvalidError


def iso(moment: datetime) -> str:
    """UTC with three-digit fractions, always: some clients accept nothing else."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def moment_in(request: web.Request, name: str) -> datetime | None:
    """The moment of this name in the query, if there is one.

    Raises:
        InvalidError: it is no moment, or has no zone.
    """
    text = request.query.get(name)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))  # a "+" in a URL arrives as a blank
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        wrong = "must be a moment with its zone, such as 2026-11-23T09:15:00Z"
        raise InvalidError(f"{name} {wrong}", details={name: wrong})
    return moment
