"""What a browser keeps on its device: the app's card, its worker, and pages for when there is no network."""

from aiohttp import web

from feed.keys import DATABASE, SETTINGS
from feed.store import timelines
from feed.store.paging import Page
from feed.store.shown import look_closer
from feed.web.posts import posts_of
from feed.web.render import STATIC, page, static_url
from feed.web.visitor import Member, Visitor

KEPT_POSTS = 20
_PAPER = "#faf6ee"  # as in tokens.css
_ICONS = (
    ("icons/192.png", 192, "any"),
    ("icons/512.png", 512, "any"),
    ("icons/maskable-512.png", 512, "maskable"),
)
_SHORTCUTS = (("Write something", "/home#compose"), ("Notices", "/notifications"), ("Cars", "/cars"))


async def manifest(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /manifest.webmanifest: under which name and picture the pages stand on a home screen."""
    settings, told = request.app[SETTINGS], visitor.language.words.gettext
    return web.json_response(
        {
            "id": "/",
            "name": settings.title,
            "short_name": settings.title[:12],
            "description": settings.description,
            "lang": visitor.language.code,
            "start_url": "/home",
            "scope": "/",
            "display": "standalone",
            "background_color": _PAPER,
            "theme_color": _PAPER,
            "icons": [
                {"src": static_url(name), "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
                for name, side, purpose in _ICONS
            ],
            "shortcuts": [{"name": told(name), "url": url} for name, url in _SHORTCUTS],
        },
        content_type="application/manifest+json",
        headers={"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"},
    )


async def worker(_request: web.Request, _visitor: Visitor) -> web.StreamResponse:
    """GET /sw.js: the service worker; from here it may stand before every page."""
    headers = {"Cache-Control": "no-cache", "Content-Type": "text/javascript; charset=utf-8"}
    return web.FileResponse(STATIC / "sw.js", headers=headers)


async def offline(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /offline: what is shown in place of any page that cannot be reached. It knows nobody."""
    return page(request, visitor, "offline", me=None, csrf_token="", posts=None)


async def last_timeline(request: web.Request, member: Member) -> web.Response:
    """GET /offline/home: the home timeline to be kept for later: to read, with nothing to press."""
    async with request.app[DATABASE].reading() as session:
        found = await timelines.home(session, member.account_id, Page(limit=KEPT_POSTS))
        posts = posts_of(await look_closer(session, found.rows), viewer_id=member.account_id)
    return page(request, member, "offline", me=None, csrf_token="", posts=posts)
