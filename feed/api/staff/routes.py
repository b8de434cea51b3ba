"""What members tell the staff, and what the staff does: every path, and what it asks of who comes."""

from feed.api.auth import Route, member
from feed.api.entities import Empty
from feed.api.entities.staff import KnownMember, Report, ReportForStaff
from feed.api.paging import Cursors
from feed.api.staff import members, reports

_REPORTS, _MEMBERS = "/api/v1/admin/reports", "/api/v1/admin/accounts"
_READ, _WRITE = "admin:read:reports", "admin:write:reports"
_READ_MEMBERS, _WRITE_MEMBERS = "admin:read:accounts", "admin:write:accounts"

ROUTES: tuple[Route, ...] = (
    member(
        "POST", "/api/v1/reports", reports.create, "write:reports", asks=(reports.Complaint,), answers=Report
    ),
    member(
        "GET", _REPORTS, reports.index, _READ, asks=(reports.Which, Cursors), answers=list[ReportForStaff]
    ),
    member("GET", f"{_REPORTS}/{{id}}", reports.show, _READ, answers=ReportForStaff),
    *(
        member("POST", f"{_REPORTS}/{{id}}/{deed}", reports.tended_by(deed), _WRITE, answers=ReportForStaff)
        for deed in ("assign_to_self", "unassign", "resolve", "reopen")
    ),
    *(
        member(
            "GET",
            path,
            members.index,
            _READ_MEMBERS,
            asks=(members.Which, Cursors),
            answers=list[KnownMember],
        )
        for path in (_MEMBERS, "/api/v2/admin/accounts")
    ),
    member("GET", f"{_MEMBERS}/{{id}}", members.show, _READ_MEMBERS, answers=KnownMember),
    member(
        "POST", f"{_MEMBERS}/{{id}}/action", members.act, _WRITE_MEMBERS, asks=(members.Deed,), answers=Empty
    ),
    *(
        member(
            "POST",
            f"{_MEMBERS}/{{id}}/{deed}",
            members.tended_by(deed),
            _WRITE_MEMBERS,
            answers=KnownMember,
        )
        for deed in ("enable", "unsilence")
    ),
)
