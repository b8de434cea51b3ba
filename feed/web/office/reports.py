"""Complaints: which there are, one with the posts complained of, and what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.tend_report import DEEDS, tend_report
from feed.errors import NotFoundError
from feed.ids import moment_of
from feed.keys import CLOCK, DATABASE, SETTINGS
from feed.store import reports, shown
from feed.store.tables import Report
from feed.web.forms import typed
from feed.web.office.members import Known, known
from feed.web.paging import asked_page, identifier, links
from feed.web.posts import posts_of
from feed.web.render import page
from feed.web.visitor import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A report with the people in it."""

    id: int
    at: datetime
    by: Known
    about: Known
    category: str
    comment: str
    rules: list[str]
    posts_count: int
    assigned: Known | None
    resolved_by: Known | None
    resolved_at: datetime | None


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /office/reports: those that are open, or those that are settled; all about one member, if asked."""
    settled = request.query.get("state") == "settled"
    about = request.query.get("about")
    async with request.app[DATABASE].reading() as session:
        found = await reports.of_staff(
            session,
            asked_page(request),
            resolved=settled or about is not None,
            unresolved=not settled,
            about=identifier(about) if about else None,
            by=None,
        )
        complaints = await _complaints(request, session, found.rows)
    return page(
        request,
        member,
        "office/reports",
        complaints=complaints,
        links=links(request, found),
        settled=settled,
        is_about_one=about is not None,
    )


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /office/reports/:id: one of them, with the posts it is about."""
    async with request.app[DATABASE].reading() as session:
        report = await reports.required(session, identifier(request.match_info["id"]))
        (complaint,) = await _complaints(request, session, [report])
        said = await shown.whoever_looks(session, report.status_ids)
    return page(
        request,
        member,
        "office/report",
        one=complaint,
        posts=posts_of(said, viewer_id=member.account_id),
        is_mine=report.assigned_id == member.account_id,
    )


async def tend(request: web.Request, member: Member) -> web.Response:
    """POST /office/reports/:id: somebody looks after it, or it is settled."""
    deed = typed(await request.post(), "deed")
    if deed not in DEEDS:
        raise NotFoundError
    report_id, now = identifier(request.match_info["id"]), request.app[CLOCK]()
    async with request.app[DATABASE].writing() as session:
        await tend_report(session, report_id, deed, by=member.account_id, now=now)
    raise web.HTTPSeeOther(request.path)


async def _complaints(
    request: web.Request, session: AsyncSession, those: Sequence[Report]
) -> list[Complaint]:
    ids = {
        account_id
        for one in those
        for account_id in (one.account_id, one.target_account_id, one.assigned_id, one.resolved_by_id)
        if account_id
    }
    people = {one.account.id: known(one) for one in (await reports.known_members(session, ids)).values()}
    rules = dict(enumerate(request.app[SETTINGS].rules, start=1))
    return [
        Complaint(
            id=one.id,
            at=moment_of(one.id),
            by=people[one.account_id],
            about=people[one.target_account_id],
            category=one.category,
            comment=one.comment,
            rules=[rule for number, rule in rules.items() if str(number) in one.rule_ids],
            posts_count=len(one.status_ids),
            assigned=people.get(one.assigned_id or 0),
            resolved_by=people.get(one.resolved_by_id or 0),
            resolved_at=one.resolved_at,
        )
        for one in those
    ]
