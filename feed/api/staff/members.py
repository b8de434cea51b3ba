"""Members as the staff knows them, and what it can do when somebody goes too far."""

from collections.abc import Awaitable, Callable
from typing import Literal

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.tend_member import tend_member
from feed.api import present
from feed.api.auth import Member
from feed.api.paging import page_of, paged
from feed.api.params import OptionalFlag, OptionalText, Params, read, read_query
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.api.staff.reports import require_staff
from feed.errors import InvalidError, NotFoundError
from feed.keys import CLOCK, DATABASE, SITE, WORD
from feed.store import reports, tokens
from feed.store.reports import KnownMember
from feed.streaming.happening import Happening

Handler = Callable[[web.Request, Member], Awaitable[web.Response]]
_ACTIONS = ("disable", "none", "silence")


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
            roles=("staff", "admin") if asked.permissions == "staff" or asked.staff else (),
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
    deed = (await read(request, Deed)).type
    if deed not in _ACTIONS:
        otherwise = f"must be one of {', '.join(_ACTIONS)}: what more is needed, the operator erases"
        raise InvalidError(f"type {otherwise}", details={"type": otherwise})
    if deed == "none":  # a word with them was enough
        require_staff(member)
        return json_response({})
    one = await _tended(request, member, deed)
    if one.user is not None and one.user.disabled_at is not None:
        async with request.app[DATABASE].reading() as session:
            tokens_of_them = await tokens.of_user(session, one.user.id)
        request.app[WORD].tell(Happening("revoked", token_id) for token_id in tokens_of_them)
    return json_response({})


def tended_by(deed: str) -> Handler:
    """POST /api/v1/admin/accounts/:id/enable and /unsilence."""

    async def handler(request: web.Request, member: Member) -> web.Response:
        return _answer(request, await _tended(request, member, deed))

    return handler


async def _tended(request: web.Request, member: Member, deed: str) -> KnownMember:
    require_staff(member)
    account_id, now = id_in(request), request.app[CLOCK]()
    async with request.app[DATABASE].writing() as session:
        return await tend_member(session, account_id, deed, by=member.account_id, role=member.role, now=now)


async def _known(request: web.Request, session: AsyncSession) -> KnownMember:
    account_id = id_in(request)
    found = await reports.known_members(session, [account_id])
    if account_id not in found:
        raise NotFoundError
    return found[account_id]


def _answer(request: web.Request, one: KnownMember) -> web.Response:
    return json_response(present.known_member(one, request.app[SITE]))
