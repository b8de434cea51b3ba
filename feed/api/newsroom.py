"""From what happened to who reads of it: each worker looks up, for its own open streams, who may hear."""

from collections import defaultdict
from collections.abc import Sequence

import orjson
import structlog
from aiohttp import web
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.api.assemble import notifications_json, talks_json
from feed.api.car_pictures import tell_pictures
from feed.keys import DATABASE, HUB, SETTINGS, WORD
from feed.store import audiences, notifications
from feed.store.around import Around, gather
from feed.store.tables import Status
from feed.streaming.happening import Happening
from feed.streaming.hub import Hub, News, Topic

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
        if happening.kind == "revoked":
            hub.close_of_token(happening.id)
        elif happening.kind == "withdrawn":
            _tell_withdrawn(hub, happening)
    if not len(hub):
        return
    async with app[DATABASE].reading() as session:
        if ids["status"]:
            await _tell_statuses(app, session, ids["status"])
        if ids["notification"]:
            await _tell_notifications(app, session, ids["notification"])
        if ids["picture"]:
            await tell_pictures(hub, session, set(ids["picture"]))


async def _tell_statuses(app: web.Application, session: AsyncSession, status_ids: Sequence[int]) -> None:
    hub, url = app[HUB], app[SETTINGS].public_url
    said = list(await session.scalars(select(Status).where(Status.id.in_(status_ids)).order_by(Status.id)))
    around = await gather(session, said, None)
    bodies = {one.id: orjson.dumps(present.status(one, around, url)) for one in said}
    for status_id, reader in sorted(await audiences.at_home(session, status_ids, hub.readers("user"))):
        hub.tell(Topic("user", str(reader)), News("update", bodies[status_id]))
    for status_id, reader in sorted(await audiences.in_talks(session, status_ids, hub.readers("direct"))):
        (talk,) = await talks_json(session, [one for one in said if one.id == status_id], reader, url)
        hub.tell(Topic("direct", str(reader)), News("conversation", orjson.dumps(talk)))
    apart = await audiences.apart(session, hub.readers("public", "hashtag"), {one.account_id for one in said})
    for one in said:
        _tell_public(hub, one, around, bodies[one.id], apart)


def _tell_public(hub: Hub, one: Status, around: Around, body: bytes, apart: set[tuple[int, int]]) -> None:
    if one.visibility != "public" or one.reblog_of_id is not None:
        return
    deaf = {listener for listener, author in apart if author == one.account_id}
    if one.in_reply_to_account_id in {None, one.account_id}:
        hub.tell(Topic("public"), News("update", body), but=deaf)
    for name in around.tags[one.id]:
        hub.tell(Topic("hashtag", name), News("update", body), but=deaf)


async def _tell_notifications(
    app: web.Application, session: AsyncSession, notification_ids: Sequence[int]
) -> None:
    hub, url = app[HUB], app[SETTINGS].public_url
    listening = hub.readers("notification")
    for one in await notifications.by_ids(session, notification_ids):
        if one.account_id not in listening:
            continue
        for body in await notifications_json(session, [one], one.account_id, url):
            hub.tell(Topic("notification", str(one.account_id)), News("notification", orjson.dumps(body)))


def _tell_withdrawn(hub: Hub, happening: Happening) -> None:
    gone = str(happening.id).encode()
    for reader in happening.readers:
        hub.tell(Topic("user", str(reader)), News("delete", gone))
    if happening.was_public:
        hub.tell(Topic("public"), News("delete", gone))
        for name in hub.keys("hashtag"):
            hub.tell(Topic("hashtag", name), News("delete", gone))
