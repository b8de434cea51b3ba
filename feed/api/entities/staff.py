"""What members tell the staff, and members as the staff knows them."""

from typing import Any

from typing_extensions import TypedDict

from feed.api.entities.members import Account
from feed.api.entities.server import Rule
from feed.api.entities.statuses import Status


class KnownMember(TypedDict):
    """A member as the staff knows them."""

    id: str
    username: str
    domain: None
    created_at: str
    email: str
    ip: None
    ips: list[Any]
    locale: str | None
    invite_request: None
    role: dict[str, Any]
    confirmed: bool
    approved: bool
    disabled: bool
    silenced: bool
    suspended: bool
    sensitized: bool
    account: Account


class Complaint(TypedDict):
    """What both sides see of a report."""

    id: str
    action_taken: bool
    action_taken_at: str | None
    category: str
    comment: str
    forwarded: bool
    created_at: str


class Report(Complaint):
    """A report as who made it sees it."""

    status_ids: list[str]
    rule_ids: list[str]
    target_account: Account


class ReportForStaff(Complaint):
    """A report with everything about it."""

    updated_at: str
    account: KnownMember
    target_account: KnownMember
    assigned_account: KnownMember | None
    action_taken_by_account: KnownMember | None
    statuses: list[Status]
    rules: list[Rule]
