"""On which devices a member is told, and of what: browsers are let in here, apps let themselves in."""

from aiohttp import web

from feed.actions.send_pushes import letter_to
from feed.browser import COOKIE
from feed.errors import InvalidError, NotFoundError
from feed.keys import CLOCK, DATABASE, IDS, LIMITS, POST, SETTINGS
from feed.limits import PUSH_TRIES
from feed.push.addresses import may_write_to
from feed.push.letters import are_keys
from feed.social import push_words
from feed.social.browser_names import browser_name
from feed.store import pushes
from feed.store.tables import PushSubscription
from feed.store.tokens import digest
from feed.web.forms import typed
from feed.web.paging import identifier
from feed.web.render import page, static_url
from feed.web.visitor import Member

PATH = "/settings/notifications"
USUAL = (push_words.CAR_ALERT, "mention", "status", "follow", "follow_request")
KINDS = (*USUAL, "favourite", "reblog", "update", "poll")


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /settings/notifications: the devices, and what they are told of."""
    async with request.app[DATABASE].reading() as session:
        devices = await pushes.of_account(session, member.account_id)
    here = _session_hash(request)
    browsers = [one for one, _ in devices if one.session_hash]
    return page(
        request,
        member,
        "settings_notifications",
        server_key=request.app[POST].public_key,
        devices=devices,
        here=next((one.id for one in browsers if one.session_hash == here), None),
        kinds=KINDS,
        chosen=browsers[0].alerts if browsers else (),
        is_saved="saved" in request.query,
        outcome=request.query.get("tried", ""),
    )


async def allow(request: web.Request, member: Member) -> web.Response:
    """POST /settings/notifications: this browser is told from now on, of what the others are told.

    Raises:
        InvalidError: it named no post office of the public Internet, or keys that seal nothing.
    """
    form = await request.post()
    endpoint, p256dh, auth = (typed(form, name) for name in ("endpoint", "p256dh", "auth"))
    if not may_write_to(endpoint, at_home=request.app[SETTINGS].trial) or not are_keys(p256dh, auth):
        raise InvalidError("This browser's post office cannot be used")
    here = _session_hash(request)
    async with request.app[DATABASE].writing() as session:
        if before := await pushes.of_browser(session, here):
            await pushes.end(session, before.id)
        others = [one for one, _ in await pushes.of_account(session, member.account_id) if one.session_hash]
        made = PushSubscription(
            id=request.app[IDS].next(),
            session_hash=here,
            account_id=member.account_id,
            name=browser_name(request.headers.get("User-Agent", "")),
            endpoint=endpoint,
            p256dh=p256dh,
            auth=auth,
            standard=True,
            policy="all",
            alerts=list(others[0].alerts if others else USUAL),
        )
        session.add(made)
    raise web.HTTPSeeOther(f"{PATH}?saved")


async def choose(request: web.Request, member: Member) -> web.Response:
    """POST /settings/notifications/kinds: the member's browsers are told of the ticked kinds alone."""
    ticked = (await request.post()).getall("kinds", [])
    async with request.app[DATABASE].writing() as session:
        await pushes.wish(session, member.account_id, [kind for kind in KINDS if kind in ticked])
    raise web.HTTPSeeOther(f"{PATH}?saved")


async def remove(request: web.Request, member: Member) -> web.Response:
    """POST /settings/notifications/remove: one device is told nothing any more."""
    number = identifier(typed(await request.post(), "id"))
    async with request.app[DATABASE].writing() as session:
        own = {one.id for one, _ in await pushes.of_account(session, member.account_id)}
        if number not in own:
            raise NotFoundError
        await pushes.end(session, number)
    raise web.HTTPSeeOther(f"{PATH}?saved")


async def try_out(request: web.Request, member: Member) -> web.Response:
    """POST /settings/notifications/try: this browser is sent one at once; the page says what came of it."""
    app = request.app
    if not app[SETTINGS].trial:
        app[LIMITS].count(PUSH_TRIES, str(member.user_id))
    async with app[DATABASE].reading() as session:
        to = await pushes.of_browser(session, _session_hash(request))
    if to is None:
        raise NotFoundError
    language, title = member.language.code, app[SETTINGS].title
    told = {
        "preferred_locale": language,
        "notification_id": push_words.TEST,
        "notification_type": push_words.TEST,
        "icon": static_url("icons/192.png"),
        "title": push_words.title(push_words.TEST, title, language),
        "body": "",
        "path": PATH,
    }
    outcome = await app[POST].bring(letter_to(to, told, app[POST], now=app[CLOCK](), settings=app[SETTINGS]))
    if outcome == "gone":
        async with app[DATABASE].writing() as session:
            await pushes.end(session, to.id)
    raise web.HTTPSeeOther(f"{PATH}?tried={outcome}")


def _session_hash(request: web.Request) -> str:
    return digest(request.cookies.get(COOKIE, ""))
