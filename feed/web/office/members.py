"""Members as the staff knows them: found, looked after, given a role."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.change_role import change_role
from feed.actions.end_sessions import end_sessions
from feed.actions.tend_member import DEEDS, tend_member
from feed.errors import NotAllowedError, NotFoundError
from feed.ids import moment_of
from feed.keys import CLOCK, DATABASE, GRANTS, WORD
from feed.social.roles import ROLES, Role, may_tend
from feed.store import audit, reports, tokens
from feed.store.dossier import dossier_of
from feed.store.paging import Page
from feed.store.reports import KnownMember
from feed.store.tables import User
from feed.streaming.happening import Happening
from feed.web.faces import Face, face
from feed.web.forms import typed
from feed.web.office.log import told_of
from feed.web.paging import asked_page, identifier, links
from feed.web.render import page
from feed.web.visitor import Member

STATES = ("active", "disabled", "silenced")
_LATEST = 10  # entries of the log


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A member in a list or on their own page; a car has no role."""

    face: Face
    role: Role | None
    joined_at: datetime
    is_disabled: bool
    is_silenced: bool


def known(one: KnownMember) -> Known:
    """The member as pages of the office show them."""
    return Known(
        face=face(one.account),
        role=one.user.role if one.user else None,
        joined_at=moment_of(one.account.id),
        is_disabled=one.user is not None and one.user.disabled_at is not None,
        is_silenced=one.account.limited_at is not None,
    )


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /office/members: those who sign in, the newest first, by name, role and state."""
    asked = {name: request.query.get(name, "").strip() for name in ("q", "role", "state")}
    chosen = [role for role in ROLES if role == asked["role"]]
    async with request.app[DATABASE].reading() as session:
        found = await reports.members(
            session,
            asked_page(request),
            state=asked["state"] if asked["state"] in STATES else None,
            roles=chosen or ROLES,
            words=asked["q"].lstrip("@"),
        )
    return page(
        request,
        member,
        "office/members",
        members=[known(one) for one in found.rows],
        links=links(request, found),
        asked=asked,
    )


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /office/members/:id: what the staff may know of somebody, and may do."""
    async with request.app[DATABASE].reading() as session:
        one = await _known(session, request)
        dossier = await dossier_of(session, one.account.id)
        latest = await audit.entries(session, Page(limit=_LATEST), about_id=one.account.id)
        entries = await told_of(session, latest.rows)
    role = one.user.role if one.user else None
    return page(
        request,
        member,
        "office/member",
        one=known(one),
        dossier=dossier,
        entries=entries,
        may_tend=one.account.id != member.account_id and may_tend(member.role, role),
        may_change_role=one.user is not None and _may_change_role(member, one.user),
        is_done="done" in request.query,
    )


async def tend(request: web.Request, member: Member) -> web.Response:
    """POST /office/members/:id: one of the deeds of the staff is done to them."""
    deed = typed(await request.post(), "deed")
    account_id, now = identifier(request.match_info["id"]), request.app[CLOCK]()
    if deed not in DEEDS:
        raise NotFoundError
    async with request.app[DATABASE].writing() as session:
        one = await tend_member(session, account_id, deed, by=member.account_id, role=member.role, now=now)
        gone = await tokens.of_user(session, one.user.id) if deed == "disable" and one.user else []
    _spread(request, gone)
    raise _done(request)


async def sign_out(request: web.Request, member: Member) -> web.Response:
    """POST /office/members/:id/sign-out: every browser and app of theirs is signed out."""
    async with request.app[DATABASE].writing() as session:
        one = await _known(session, request)
        if one.user is None or not may_tend(member.role, one.user.role):
            raise NotAllowedError
        ended = await end_sessions(session, one.user, by=member.account_id, now=request.app[CLOCK]())
    _spread(request, ended)
    raise _done(request)


async def give_role(request: web.Request, member: Member) -> web.Response:
    """POST /office/members/:id/role: they are that from now on, if an admin is sure of it."""
    form = await request.post()
    role = next((role for role in get_args(Role) if role == typed(form, "role")), None)
    async with request.app[DATABASE].writing() as session:
        one = await _known(session, request)
        if one.user is None or not _may_change_role(member, one.user):
            raise NotAllowedError
        if role is None or typed(form, "sure") != "yes":
            raise NotFoundError
        if role != one.user.role:
            await change_role(
                session, one.account, one.user, role, by=member.account_id, now=request.app[CLOCK]()
            )
    raise _done(request)


def _may_change_role(member: Member, user: User) -> bool:
    """An admin may, but not their own: so that one of them is always left."""
    return member.role == "admin" and user.account_id != member.account_id


async def _known(session: AsyncSession, request: web.Request) -> KnownMember:
    account_id = identifier(request.match_info["id"])
    found = await reports.known_members(session, [account_id])
    if account_id not in found:
        raise NotFoundError
    return found[account_id]


def _spread(request: web.Request, revoked: Iterable[int]) -> None:
    for token_id in revoked:
        request.app[GRANTS].forget(token_id)
    request.app[WORD].tell(Happening("revoked", token_id) for token_id in revoked)


def _done(request: web.Request) -> web.HTTPSeeOther:
    return web.HTTPSeeOther(f"/office/members/{request.match_info['id']}?done")
