"""The contract, served: as OpenAPI for tools, and as a page for people."""

import asyncio
from collections import defaultdict
from functools import cache
from importlib.metadata import version
from typing import Any

from aiohttp import web

from feed.api.openapi import document
from feed.api.respond import json_response
from feed.api.routes import ROUTES
from feed.keys import PAGE, SETTINGS

OPENAPI_PATH, PAGE_PATH = "/api/openapi.json", "/api"


@cache
def contract(title: str, url: str) -> dict[str, Any]:
    """The contract of this server."""
    return document(ROUTES, title=f"{title}: the API", version=version("kurumatomo"), url=url)


async def openapi(request: web.Request) -> web.Response:
    """GET /api/openapi.json."""
    return json_response(await _of(request))


async def page(request: web.Request) -> web.Response:
    """GET /api: what can be asked, chapter by chapter."""
    told = await _of(request)
    chapters: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            scopes = [scope for way in one.get("security", []) for scope in way.get("oauth2", [])]
            chapters[one["tags"][0]].append(one | {"method": method.upper(), "path": path, "scopes": scopes})
    shown = {"chapters": sorted(chapters.items()), "openapi_path": OPENAPI_PATH}
    return await request.app[PAGE](request, "pages/api.html", shown)


async def _of(request: web.Request) -> dict[str, Any]:
    settings = request.app[SETTINGS]
    return await asyncio.to_thread(contract, settings.title, settings.public_url)
