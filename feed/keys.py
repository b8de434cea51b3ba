"""What `app.py` builds once and every handler may reach: `request.app[DATABASE]` and the like."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from aiohttp import web

from feed.actions.passwords import Passwords
from feed.actions.send_mails import Compose
from feed.grants import Grants
from feed.ids import Ids
from feed.limits import Limits
from feed.mail.mailer import Mailer
from feed.media.folder import Folder
from feed.push.post import Post
from feed.settings import Settings
from feed.sieves import Sieves
from feed.site import Site
from feed.store.database import Database
from feed.streaming.hub import Hub
from feed.streaming.word import Word

SETTINGS = web.AppKey("settings", Settings)
DATABASE = web.AppKey("database", Database)
IDS = web.AppKey("ids", Ids)
MEDIA = web.AppKey("media", Folder)
WORKER = web.AppKey("worker", int)  # which of this machine's processes, from 0
GRANTS = web.AppKey("grants", Grants)
SIEVES = web.AppKey("sieves", Sieves)
SITE = web.AppKey("site", Site)
POST = web.AppKey("post", Post)
MAILER = web.AppKey("mailer", Mailer)  # only where there is a server that takes letters
# letters in their reader's language; the web floor provides it
COMPOSE: web.AppKey[Compose] = web.AppKey("compose")
LIMITS = web.AppKey("limits", Limits)
HUB = web.AppKey("hub", Hub)
WORD: web.AppKey[Word] = web.AppKey("word")
PASSWORDS = web.AppKey("passwords", Passwords)
# page(request, template, values): a page for people, in their language; the web floor provides it
PAGE: web.AppKey[Callable[[web.Request, str, Mapping[str, object]], Awaitable[web.Response]]] = web.AppKey(
    "page"
)
REQUEST_ID = web.RequestKey("request_id", str)  # by which a request is found in the log
CLOCK: web.AppKey[Callable[[], datetime]] = web.AppKey("clock")
