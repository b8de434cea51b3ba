"""Say it differently: edit a status, see what was typed, and what it said before."""

from typing import Annotated

from aiohttp import web
from pydantic import BeforeValidator, Field
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.edit import Change, edit
from feed.api.auth import Member
from feed.api.params import (
    Identifier,
    Identifiers,
    OptionalFlag,
    OptionalText,
    Params,
    numbered_is_a_list,
    read,
)
from feed.api.present.edits import history as versions
from feed.api.respond import json_response
from feed.api.show import id_in, status_in, status_response, viewer_id_of
from feed.api.writing.media import About
from feed.api.writing.polls import Asked
from feed.errors import NotFoundError
from feed.keys import CLOCK, DATABASE, IDS, SETTINGS, SITE, WORD
from feed.store import edits, glimpses, media
from feed.store.shown import look_closer
from feed.store.tables import Status


class Described(About):
    """What is said of a picture of the status."""

    id: Identifier = None


class Edited(Params):
    """A status as it is to read; words that are not sent are taken as empty, as Mastodon does.

    What it shows stays unless `media_ids` are sent, an empty list to show nothing, and what it asks unless
    there is a `poll`; other answers in it take the votes away.
    """

    status: str = ""
    spoiler_text: str = ""
    sensitive: OptionalFlag = None
    language: OptionalText = None
    media_ids: Identifiers | None = None
    poll: Asked | None = None
    media_attributes: Annotated[list[Described], BeforeValidator(numbered_is_a_list)] = Field(
        default_factory=list
    )


async def update(request: web.Request, member: Member) -> web.Response:
    """PUT /api/v1/statuses/:id: it reads like this from now on."""
    asked = await read(request, Edited)
    change = Change(
        text=asked.status,
        spoiler_text=asked.spoiler_text,
        sensitive=asked.sensitive,
        language=(asked.language or "")[:8] or None,
        media_ids=None if asked.media_ids is None else tuple(dict.fromkeys(asked.media_ids)),
        question=asked.poll.question() if asked.poll else None,
        about={one.id: one.to_keep() for one in asked.media_attributes if one.id is not None},
    )
    async with request.app[DATABASE].writing() as session:
        status = await own_status(request, session, member)
        happenings = await edit(
            session,
            status,
            change,
            now=request.app[CLOCK](),
            ids=request.app[IDS],
            settings=request.app[SETTINGS],
        )
    request.app[WORD].tell(happenings)
    return await status_response(request, status.id, member.account_id)


async def source(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/statuses/:id/source: the words as they were typed."""
    async with request.app[DATABASE].reading() as session:
        status = await status_in(request, session, member.account_id)
    return json_response({"id": str(status.id), "text": status.text, "spoiler_text": status.spoiler_text})


async def history(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/statuses/:id/history: what it said from the beginning, the newest last."""
    async with request.app[DATABASE].reading() as session:
        glimpse = await glimpses.required(session, id_in(request), viewer_id_of(member))
        now = await look_closer(session, [glimpse])
        if not now:  # withdrawn in between
            raise NotFoundError
        before = await edits.of_status(session, glimpse.id)
        pictures = await media.by_ids(session, {it["id"] for one in before for it in one.media})
    return json_response(versions(now[0], before, pictures, request.app[SITE]))


async def own_status(request: web.Request, session: AsyncSession, member: Member) -> Status:
    """The status of the path, if the member said it.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    status = await status_in(request, session, member.account_id)
    if status.account_id != member.account_id:
        raise NotFoundError
    return status
