"""Templates become pages: set up once, in the visitor's language each time."""

from collections.abc import Mapping
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import aiohttp_jinja2
from aiohttp import web
from jinja2 import FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from feed.actions.passkeys import Site
from feed.actions.send_mails import Compose
from feed.content_policy import content_policy, tiles_source
from feed.keys import COMPOSE, PAGE, SETTINGS, SITE
from feed.web.emojis import with_emojis
from feed.web.language import LANGUAGES, load_languages
from feed.web.mails import compose
from feed.web.visitor import Visitor, visitor_of

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
CHARTS = STATIC / "vendor" / "uPlot.iife.min.js"  # put there at set-up; without it the figures stay a table
MAPS = STATIC / "vendor" / "leaflet.js"  # likewise; without it places stay words

_KEPT = "public, max-age=31536000, immutable"  # a file that changes gets another address


def set_up_templates(app: web.Application) -> None:
    """The app can render, and serves what pages need besides themselves."""
    app[LANGUAGES] = load_languages()
    environment = aiohttp_jinja2.setup(
        app,
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        _gettext, _ngettext, newstyle=True
    )
    environment.filters["emojis"] = partial(with_emojis, app[SITE])
    settings = app[SETTINGS]
    environment.globals |= {
        "static": static_url,
        "fresh_key": lambda: token_urlsafe(16),
        "site_title": settings.title,
        "sends_mail": bool(settings.smtp_host),
        "contact_email": settings.contact_email,
        "public_url": settings.public_url,
        "longest_words": settings.status_characters,
        "registration_open": settings.registration == "open",
        "passkeys_possible": Site.at(settings.public_url).can_have_keys,
        "can_draw": CHARTS.is_file(),
        "can_map": MAPS.is_file(),
        "map_tiles": settings.map_tiles,
        "map_attribution": settings.map_attribution,
    }
    app[PAGE] = _page_of_others
    composed: Compose = partial(compose, app)
    app[COMPOSE] = composed
    app.router.add_static("/static", STATIC)
    app.on_response_prepare.append(_say_how_long_to_keep)


def static_url(name: str) -> str:
    """Where a file of `static` is, as it is now: another content has another address."""
    return f"/static/{name}?v={_digests().get(name, '')}"


def page(
    request: web.Request, visitor: Visitor, template: str, *, status: int = 200, **values: object
) -> web.Response:
    """The page from `templates/pages`."""
    return _render(request, visitor, f"pages/{template}.html", values, status=status)


def picture(request: web.Request, name: str, **values: object) -> web.Response:
    """The drawing of this name in `templates/portraits`, to be kept for ever."""
    svg = aiohttp_jinja2.render_string(f"portraits/{name}.svg", request, values)
    return web.Response(text=svg, content_type="image/svg+xml", headers={"Cache-Control": _KEPT})


def fragment(request: web.Request, visitor: Visitor, template: str, **values: object) -> str:
    """A part of a page."""
    return aiohttp_jinja2.render_string(
        f"parts/{template}.html", request, _context(request, visitor) | values
    )


async def _page_of_others(request: web.Request, template: str, values: Mapping[str, object]) -> web.Response:
    return _render(request, await visitor_of(request), template, values, status=200)


def _render(
    request: web.Request, visitor: Visitor, template: str, values: Mapping[str, object], *, status: int
) -> web.Response:
    told = {**_context(request, visitor), **values}
    response = aiohttp_jinja2.render_template(template, request, told, status=status)
    response.headers["Cache-Control"] = "private, no-cache"
    if tiles := request.app[SETTINGS].map_tiles:
        response.headers["Content-Security-Policy"] = content_policy(pictures_from=tiles_source(tiles))
    return response


def _context(request: web.Request, visitor: Visitor) -> dict[str, Any]:
    """What every template may ask for."""
    return {"path": request.path, "path_qs": request.path_qs} | visitor.context()


@pass_context
def _gettext(of: Context, words: str) -> str:
    return str(of["language"].words.gettext(words))


@pass_context
def _ngettext(of: Context, one: str, many: str, count: int) -> str:
    return str(of["language"].words.ngettext(one, many, count))


@cache
def _digests() -> Mapping[str, str]:
    return {
        path.relative_to(STATIC).as_posix(): blake2b(path.read_bytes(), digest_size=6).hexdigest()
        for path in STATIC.rglob("*")
        if path.is_file()
    }


async def _say_how_long_to_keep(request: web.Request, response: web.StreamResponse) -> None:
    if request.path.startswith("/static/") and request.query.get("v"):
        response.headers["Cache-Control"] = _KEPT
