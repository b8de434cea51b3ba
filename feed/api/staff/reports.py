"""Complaints: members make them, the staff looks after them."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Literal

from aiohttp import web
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.tend_report import tend_report
from feed.api import present
from feed.api.auth import Member
from feed.api.paging import page_of, paged
from feed.api.params import Identifier, Identifiers, OptionalFlag, Params, Texts, read, read_query
from feed.api.respond import json_response
from feed.api.server.instance import rules_of
from feed.api.show import id_in
from feed.errors import InvalidError, NotAllowedError, NotFoundError
from feed.keys import CLOCK, DATABASE, IDS, SETTINGS, SITE
from feed.social.roles import is_staff
from feed.store import accounts, reports, shown, statuses
from feed.store.tables import Report

LONGEST_COMMENT = 1000  # characters
MOST_STATUSES = 40

Handler = Callable[[web.Request, Member], Awaitable[web.Response]]


class Complaint(Params):
    """What a member tells the staff."""

    account_id: Identifier = None
    status_ids: Identifiers = Field(default_factory=list)
    comment: str = Field(default="", max_length=LONGEST_COMMENT)
    category: Literal["spam", "legal", "violation", "other"] = "other"
    rule_ids: Texts = Field(default_factory=list)


class Which(Params):
    """Which complaints."""

    resolved: OptionalFlag = None
    unresolved: OptionalFlag = None
    account_id: Identifier = None
    target_account_id: Identifier = None


async def create(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/reports: tell the staff of a member, and of posts of theirs that one can see."""
    asked, app = await read(request, Complaint), request.app
    async with app[DATABASE].writing() as session:
        about = await accounts.by_id(session, asked.account_id or 0)
        if about is None:
            raise NotFoundError
        for status_id in asked.status_ids[:MOST_STATUSES]:
            said = await statuses.required(session, status_id, member.account_id)
            if said.account_id != about.id:
                raise InvalidError("status_ids must be posts of that account")
        made = Report(
            id=app[IDS].next(),
            account_id=member.account_id,
            target_account_id=about.id,
            status_ids=asked.status_ids[:MOST_STATUSES],
            comment=asked.comment,
            category="violation" if asked.rule_ids else asked.category,
            rule_ids=asked.rule_ids,
        )
        session.add(made)
    return json_response(present.report(made, about, app[SITE]))


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/admin/reports: those not settled, unless told otherwise."""
    require_staff(member)
    asked = read_query(request, Which)
    async with request.app[DATABASE].reading() as session:
        page = await reports.of_staff(
            session,
            page_of(request, usual=100, most=200),
            resolved=bool(asked.resolved),
            unresolved=bool(asked.unresolved) or not asked.resolved,
            about=asked.target_account_id,
            by=asked.account_id,
        )
        return paged(request, await _json(request, session, page.rows), page)


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/admin/reports/:id."""
    require_staff(member)
    async with request.app[DATABASE].reading() as session:
        return json_response(
            (await _json(request, session, [await reports.required(session, id_in(request))]))[0]
        )


def tended_by(deed: str) -> Handler:
    """POST /api/v1/admin/reports/:id/…: a change of who looks after it, or whether it is settled."""

    async def handler(request: web.Request, member: Member) -> web.Response:
        require_staff(member)
        report_id, now = id_in(request), request.app[CLOCK]()
        async with request.app[DATABASE].writing() as session:
            one = await tend_report(session, report_id, deed, by=member.account_id, now=now)
        async with request.app[DATABASE].reading() as session:
            return json_response((await _json(request, session, [one]))[0])

    return handler


def require_staff(member: Member) -> None:
    """The member is of the staff.

    Raises:
        NotAllowedError: they are not.
    """
    if not is_staff(member.role):
        raise NotAllowedError


async def _json(request: web.Request, session: AsyncSession, those: Sequence[Report]) -> list[present.Json]:
    site = request.app[SITE]
    involved = {
        account_id
        for one in those
        for account_id in (one.account_id, one.target_account_id, one.assigned_id, one.resolved_by_id)
        if account_id
    }
    people = await reports.known_members(session, involved)
    wanted = {status_id for one in those for status_id in one.status_ids}
    said = {one.id: one for one in await shown.whoever_looks(session, wanted)}
    rules = rules_of(request.app[SETTINGS])
    return [
        present.report_for_staff(
            one,
            people,
            [present.status(said[status_id], site) for status_id in one.status_ids if status_id in said],
            rules,
            site,
        )
        for one in those
    ]
