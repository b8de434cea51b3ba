"""Pages of timelines by link: older ones, and back."""

from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from aiohttp import web

from feed.errors import NotFoundError
from feed.store.paging import Page, Slice

ON_A_PAGE = 20
_LARGEST_ID = 2**63 - 1
_CURSORS = {"max_id", "min_id"}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Links:
    """Where the pages beside this one are; None where there is nothing more."""

    older: str | None
    newer: str | None


def asked_page(request: web.Request) -> Page:
    """The part of a timeline that the address asks for."""
    return Page(limit=ON_A_PAGE, max_id=_cursor(request, "max_id"), min_id=_cursor(request, "min_id"))


def links(request: web.Request, found: Slice[T]) -> Links:
    """The ways on from what was found."""
    kept = {name: value for name, value in request.query.items() if name not in _CURSORS}
    is_first = not request.query.keys() & _CURSORS

    def beside(cursor: str, at: int) -> str:
        return f"{request.path}?{urlencode(kept | {cursor: str(at)})}"

    return Links(
        older=beside("max_id", found.older_than) if found.older_than else None,
        newer=None if is_first or not found.newer_than else beside("min_id", found.newer_than),
    )


def identifier(text: str) -> int:
    """The number of a thing in an address.

    Raises:
        NotFoundError: nothing can have this number.
    """
    if not (text.isascii() and text.isdigit() and int(text) <= _LARGEST_ID):
        raise NotFoundError
    return int(text)


def _cursor(request: web.Request, name: str) -> int | None:
    return identifier(request.query[name]) if request.query.get(name) else None
