"""Mastodon's paging over HTTP: cursors in the query, the ways on in the Link header, `next` first."""

from typing import Annotated, Any
from urllib.parse import urlencode

from aiohttp import web
from pydantic import BeforeValidator

from feed.api.params import Identifier, Params, read_query
from feed.api.respond import json_response
from feed.keys import SETTINGS
from feed.store.paging import Page, Slice

_CURSORS = {"max_id", "since_id", "min_id"}


def _number(value: object) -> int | None:
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004


Count = Annotated[int | None, BeforeValidator(_number)]  # rubbish counts as not given


class Cursors(Params):
    """Where in a list the client is."""

    limit: Count = None
    max_id: Identifier = None
    since_id: Identifier = None
    min_id: Identifier = None


def page_of(request: web.Request, *, usual: int = 20, most: int = 40) -> Page:
    """The page that is asked for; a limit beyond `most` is `most`."""
    asked = read_query(request, Cursors)
    return Page(
        limit=min(asked.limit or usual, most),
        max_id=asked.max_id,
        since_id=asked.since_id,
        min_id=asked.min_id,
    )


def paged(request: web.Request, body: Any, page: Slice[Any]) -> web.Response:  # noqa: ANN401
    """The answer with its Link header; where there is no way on there is no link."""
    links = [
        f'<{_link(request, cursor, key)}>; rel="{name}"'
        for name, cursor, key in (("next", "max_id", page.older_than), ("prev", "min_id", page.newer_than))
        if key is not None
    ]
    return json_response(body, headers={"Link": ", ".join(links)} if links else None)


def _link(request: web.Request, cursor: str, key: int) -> str:
    kept = [(name, value) for name, value in request.query.items() if name not in _CURSORS]
    query = urlencode([*kept, (cursor, key)])
    return f"{request.app[SETTINGS].public_url}{request.rel_url.raw_path}?{query}"
