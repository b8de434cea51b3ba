"""Questions with answers to choose from."""

from typing import Annotated, Any

from aiohttp import web
from pydantic import BeforeValidator, Field
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.vote import vote
from feed.api import present
from feed.api.auth import Member
from feed.api.params import OptionalFlag, Params, Texts, blank_is_none, read
from feed.api.respond import json_response
from feed.api.show import id_in, viewer_id_of
from feed.errors import NotFoundError
from feed.keys import CLOCK, DATABASE, SITE
from feed.social.question import Question, question
from feed.store import glimpses, polls
from feed.store.shown import look_closer

Seconds = Annotated[int, BeforeValidator(blank_is_none)]


class Asked(Params):
    """A poll as clients send it with a status."""

    options: Texts = Field(default_factory=list)
    expires_in: Seconds = 0
    multiple: OptionalFlag = None
    hide_totals: OptionalFlag = None

    def question(self) -> Question:
        """What is asked.

        Raises:
            InvalidError: names what would have to be otherwise.
        """
        return question(
            self.options,
            expires_in_s=self.expires_in,
            multiple=bool(self.multiple),
            hide_totals=bool(self.hide_totals),
        )

    def to_keep(self) -> dict[str, Any]:
        """The same, to be asked later."""
        return {
            "options": self.options,
            "expires_in": self.expires_in,
            "multiple": bool(self.multiple),
            "hide_totals": bool(self.hide_totals),
        }


class Choices(Params):
    """What somebody chose: numbers of options, from 0."""

    choices: list[int] = Field(default_factory=list)


async def show(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/polls/:id."""
    async with request.app[DATABASE].reading() as session:
        return json_response(await _poll(request, session, id_in(request), viewer_id_of(member)))


async def choose(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/polls/:id/votes: choose one, or some where that is allowed."""
    asked = await read(request, Choices)
    poll_id, me = id_in(request), member.account_id
    async with request.app[DATABASE].writing() as session:
        await _poll(request, session, poll_id, me)
        await vote(session, poll_id, asked.choices, by=me, now=request.app[CLOCK]())
    async with request.app[DATABASE].reading() as session:
        return json_response(await _poll(request, session, poll_id, me))


async def _poll(
    request: web.Request, session: AsyncSession, poll_id: int, viewer_id: int | None
) -> dict[str, Any]:
    """The poll, if its status exists for the viewer.

    Raises:
        NotFoundError: it does not.
    """
    status_id = await polls.status_of(session, poll_id)
    if status_id is None:
        raise NotFoundError
    shown = await look_closer(session, [await glimpses.required(session, status_id, viewer_id)])
    if not shown or shown[0].poll is None:
        raise NotFoundError
    return present.poll(shown[0].poll, shown[0].marks.choices, request.app[SITE])
