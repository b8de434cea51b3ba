"""The staff looks after a complaint: somebody takes it, and settles it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.audit import Action
from feed.store import reports
from feed.store.audit import note
from feed.store.tables import Report

Change = Callable[[Report, int, datetime], None]


async def tend_report(session: AsyncSession, report_id: int, deed: str, *, by: int, now: datetime) -> Report:
    """One of DEEDS is done to the report, by somebody of the staff.

    Raises:
        NotFoundError: there is no such report.
    """
    one = await reports.required(session, report_id)
    change, action = DEEDS[deed]
    change(one, by, now)
    await note(session, action, by=by, about=("report", one.id), now=now)
    return one


def _take(one: Report, by: int, _now: datetime) -> None:
    """They look after it."""
    one.assigned_id = by


def _leave(one: Report, _by: int, _now: datetime) -> None:
    """Nobody in particular looks after it."""
    one.assigned_id = None


def _settle(one: Report, by: int, now: datetime) -> None:
    """It is settled."""
    one.resolved_at, one.resolved_by_id = now, by


def _reopen(one: Report, _by: int, _now: datetime) -> None:
    """It is not settled after all."""
    one.resolved_at, one.resolved_by_id = None, None


DEEDS: Mapping[str, tuple[Change, Action]] = {
    "assign_to_self": (_take, "report_assigned"),
    "unassign": (_leave, "report_unassigned"),
    "resolve": (_settle, "report_resolved"),
    "reopen": (_reopen, "report_reopened"),
}
