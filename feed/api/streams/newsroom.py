"""From what happened to who reads of it: each worker looks up, for its own open streams, who may hear."""

from collections import defaultdict
from collections.abc import Sequence

import orjson
import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.api.assemble import notifications_json, talks_json
from feed.api.cars.closely import note_exact_places
from feed.api.pieces import PIECES
from feed.api.streams.announcements import tell_announcements, tell_reactions, tell_taken_back
from feed.api.streams.bulletin import Bulletin
from feed.api.streams.car_pictures import tell_pictures
from feed.keys import CLOCK, DATABASE, GRANTS, HUB, POST, SIEVES, SITE, WORD
from feed.store import audiences, notifications, shown
from feed.store.shown import Said
from feed.streaming.happening import Happening
from feed.streaming.hub import Hub, News, Topic

_FOR_ALL = "public", "public:media", "hashtag"

log = structlog.get_logger(__name__)


async def run(app: web.Application) -> None:
    """Hears of happenings and delivers the news of them, for ever.

    What cannot be looked up is not guessed: every stream is closed, and its reader asks for what it missed.
    """
    while True:
        happenings = await app[WORD].hear()
        try:
            await deliver(app, happenings)
        except (SQLAlchemyError, OSError) as error:
            log.warning(
                "news are lost, streams are closed", count=len(happenings), reason=type(error).__name__
            )
            app[HUB].close_all()


async def deliver(app: web.Application, happenings: Sequence[Happening]) -> None:
    """The open streams of this worker have the news of these happenings."""
    hub = app[HUB]
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for happening in happenings:
        ids[happening.kind].append(happening.id)
        _heed(app, happening)
    if ids["notification"]:
        app[POST].ring()
    if not len(hub):
        return
    async with app[DATABASE].reading() as session:
        if ids["status"]:
            await _tell_statuses(app, session, ids["status"], event="update")
        if ids["edited"]:
            await _tell_statuses(app, session, ids["edited"], event="status.update")
        if ids["notification"]:
            await _tell_notifications(app, session, ids["notification"])
        if ids["announced"]:
            await tell_announcements(hub, session, ids["announced"], app[SITE])
        if reacted := {(one.id, one.name) for one in happenings if one.kind == "reacted"}:
            await tell_reactions(hub, session, reacted, app[SITE])
        if ids["picture"]:
            await _tell_pictures(app, session, ids["picture"])


async def _tell_pictures(app: web.Application, session: AsyncSession, account_ids: Sequence[int]) -> None:
    for viewer_id, view in await tell_pictures(app[HUB], session, set(account_ids), now=app[CLOCK]()):
        await note_exact_places(app, [view], viewer_id)


def _heed(app: web.Application, happening: Happening) -> None:
    """What can be told, or must be forgotten, without asking the database."""
    hub = app[HUB]
    match happening.kind:
        case "revoked":
            hub.close_of_token(happening.id)
            app[GRANTS].forget(happening.id)
        case "withdrawn":
            _tell_withdrawn(hub, happening)
        case "unannounced":
            tell_taken_back(hub, happening.id)
        case "filters":
            app[SIEVES].forget(happening.id)
            hub.tell(Topic("user", str(happening.id)), News("filters_changed", b""))
        case "merged":
            hub.tell(Topic("user", str(happening.id)), News("notifications_merged", b""))


async def _tell_statuses(
    app: web.Application, session: AsyncSession, status_ids: Sequence[int], *, event: str
) -> None:
    hub, site, now = app[HUB], app[SITE], app[CLOCK]()
    said = {one.id: one for one in await shown.whoever_looks(session, status_ids)}
    meshes = await app[SIEVES].of(session, hub.readers("user", "list", *_FOR_ALL))
    bulletins = {one.id: Bulletin(event, present.status(one, site), meshes, now=now) for one in said.values()}
    for status_id, reader in sorted(await audiences.at_home(session, list(said), hub.readers("user"))):
        _tell_at_home(hub, Topic("user", str(reader)), bulletins[status_id])
    for status_id, reader in sorted(await audiences.in_talks(session, list(said), hub.readers("direct"))):
        (talk,) = await talks_json(session, [said[status_id]], reader, site)
        hub.tell(Topic("direct", str(reader)), News("conversation", orjson.dumps(talk)))
    listed = {int(key) for key in hub.keys("list")}
    for status_id, list_id in sorted(await audiences.on_lists(session, list(said), listed)):
        _tell_at_home(hub, Topic("list", str(list_id)), bulletins[status_id])
    authors = {one.author.id for one in said.values()}
    apart = await audiences.apart(session, hub.readers(*_FOR_ALL), authors)
    for one in said.values():
        deaf = {reader for reader, author in apart if author == one.author.id}
        if one.author.limited_at is not None:
            continue  # strangers do not come across them
        _tell_public(hub, one.said, bulletins[one.id], is_boost=bool(one.boosted), deaf=deaf)


def _tell_at_home(hub: Hub, topic: Topic, bulletin: Bulletin) -> None:
    hub.tell(topic, bulletin.news, instead=bulletin.instead("home"))


def _tell_public(hub: Hub, said: Said, bulletin: Bulletin, *, is_boost: bool, deaf: set[int]) -> None:
    if said.visibility != "public" or is_boost:
        return
    is_beginning = said.in_reply_to_account_id in {None, said.account_id}
    topics = [
        *([Topic("public")] if is_beginning else []),
        *([Topic("public:media")] if is_beginning and said.media_ids else []),
        *(Topic("hashtag", name) for name in said.tags),
    ]
    instead = bulletin.instead("public")
    for topic in topics:
        hub.tell(topic, bulletin.news, but=deaf, instead=instead)


async def _tell_notifications(
    app: web.Application, session: AsyncSession, notification_ids: Sequence[int]
) -> None:
    hub = app[HUB]
    listening = hub.readers("notification")
    for one in await notifications.by_ids(session, notification_ids):
        if one.account_id not in listening:
            continue
        for body in await notifications_json(session, [one], one.account_id, app[PIECES]):
            hub.tell(Topic("notification", str(one.account_id)), News("notification", orjson.dumps(body)))


def _tell_withdrawn(hub: Hub, happening: Happening) -> None:
    gone = str(happening.id).encode()
    for reader in happening.readers:
        hub.tell(Topic("user", str(reader)), News("delete", gone))
    if happening.was_public:
        hub.tell(Topic("public"), News("delete", gone))
        hub.tell(Topic("public:media"), News("delete", gone))
        for kind in ("hashtag", "list"):
            for key in hub.keys(kind):
                hub.tell(Topic(kind, key), News("delete", gone))
