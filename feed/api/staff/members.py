"""Members as the staff knows them, and what it can do when somebody goes too far."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.api.auth import Member
from feed.api.paging import page_of, paged
from feed.api.params import OptionalFlag, OptionalText, Params, read, read_query
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.api.staff.reports import require_staff
from feed.errors import InvalidError, NotAllowedError, NotFoundError
from feed.keys import CLOCK, DATABASE, SITE, WORD
from feed.store import reports, tokens
from feed.store.reports import KnownMember
from feed.streaming.happening import Happening

Handler = Callable[[web.Request, Member], Awaitable[web.Response]]
Change = Callable[[KnownMember, datetime], None]


class Which(Params):
    """Which members."""

    origin: Literal["local", "remote"] = "local"
    status: OptionalText = None
    permissions: OptionalText = None
    username: OptionalText = None
    active: OptionalFlag = None
    disabled: OptionalFlag = None
    silenced: OptionalFlag = None
    staff: OptionalFlag = None
    remote: OptionalFlag = None

    def state(self) -> str | None:
        """In which state, however it was asked."""
        flags = [name for name in ("active", "disabled", "silenced") if getattr(self, name)]
        return self.status or (flags[0] if flags else None)


class Deed(Params):
    """What is to be done to a member."""

    type: str = "none"


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/admin/accounts and v2: members, the newest first."""
    require_staff(member)
    asked = read_query(request, Which)
    if asked.origin == "remote" or asked.remote or asked.state() in {"pending", "suspended"}:
        return json_response([])  # there are none
    async with request.app[DATABASE].reading() as session:
        page = await reports.members(
            session,
            page_of(request, usual=100, most=200),
            state=asked.state(),
            staff_only=asked.permissions == "staff" or bool(asked.staff),
            name=asked.username,
        )
    site = request.app[SITE]
    return paged(request, [present.known_member(one, site) for one in page.rows], page)


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/admin/accounts/:id."""
    require_staff(member)
    async with request.app[DATABASE].reading() as session:
        return _answer(request, await _known(request, session))


async def act(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/admin/accounts/:id/action: disable or silence."""
    deeds = {"disable": disable, "silence": silence, "none": _nothing}
    change = deeds.get((await read(request, Deed)).type)
    if change is None:
        otherwise = f"must be one of {', '.join(sorted(deeds))}: what more is needed, the operator erases"
        raise InvalidError(f"type {otherwise}", details={"type": otherwise})
    one = await _changed(request, member, change)
    if one.user is not None and one.user.disabled_at is not None:
        async with request.app[DATABASE].reading() as session:
            tokens_of_them = await tokens.of_user(session, one.user.id)
        request.app[WORD].tell(Happening("revoked", token_id) for token_id in tokens_of_them)
    return json_response({})


def undone_by(change: Change) -> Handler:
    """POST /api/v1/admin/accounts/:id/enable and /unsilence."""

    async def handler(request: web.Request, member: Member) -> web.Response:
        return _answer(request, await _changed(request, member, change))

    return handler


def disable(one: KnownMember, now: datetime) -> None:
    """They cannot come in."""
    if one.user is None:
        raise InvalidError("a car cannot sign in; the operator can disable it")
    one.user.disabled_at = now


def enable(one: KnownMember, _now: datetime) -> None:
    """They can come in again."""
    if one.user is not None:
        one.user.disabled_at = None


def silence(one: KnownMember, now: datetime) -> None:
    """Those who do not follow them do not come across them any more."""
    one.account.limited_at = now


def unsilence(one: KnownMember, _now: datetime) -> None:
    """Everybody may come across them again."""
    one.account.limited_at = None


def _nothing(_one: KnownMember, _now: datetime) -> None:
    """A word with them was enough."""


async def _changed(request: web.Request, member: Member, change: Change) -> KnownMember:
    require_staff(member)
    async with request.app[DATABASE].writing() as session:
        one = await _known(request, session)
        if one.account.id == member.account_id:
            raise NotAllowedError("Nobody does this to themselves")
        change(one, request.app[CLOCK]())
    return one


async def _known(request: web.Request, session: AsyncSession) -> KnownMember:
    account_id = id_in(request)
    found = await reports.known_members(session, [account_id])
    if account_id not in found:
        raise NotFoundError
    return found[account_id]


def _answer(request: web.Request, one: KnownMember) -> web.Response:
    return json_response(present.known_member(one, request.app[SITE]))
