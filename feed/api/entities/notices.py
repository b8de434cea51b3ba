"""What members are told of, and what they would rather not be."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from feed.api.entities.members import Account, PartialAccount
from feed.api.entities.statuses import Filter, Status

Kind = Literal["mention", "status", "reblog", "follow", "follow_request", "favourite", "update", "poll"]
Treatment = Literal["accept", "filter", "drop"]


class Notification(TypedDict):
    """One thing somebody did."""

    id: str
    type: Kind
    group_key: str
    created_at: str
    account: Account
    status: NotRequired[Status]


class NotificationGroup(TypedDict):
    """Things alike, told together; accounts and the status are named, not shown."""

    group_key: str
    notifications_count: int
    type: Kind
    most_recent_notification_id: int
    page_min_id: str
    page_max_id: str
    latest_page_notification_at: str
    sample_account_ids: list[str]
    status_id: NotRequired[str]


class GroupedNotifications(TypedDict):
    """Groups, and what they name."""

    accounts: list[Account]
    partial_accounts: NotRequired[list[PartialAccount]]
    statuses: list[Status]
    notification_groups: list[NotificationGroup]


class Count(TypedDict):
    """How many."""

    count: int


class Waiting(TypedDict):
    """How much waits to be let in."""

    pending_requests_count: int
    pending_notifications_count: int


class NotificationPolicy(TypedDict):
    """What becomes of notifications from whom."""

    for_not_following: Treatment
    for_not_followers: Treatment
    for_new_accounts: Treatment
    for_private_mentions: Treatment
    for_limited_accounts: Treatment
    summary: Waiting


class NotificationPolicyV1(TypedDict):
    """The same as older apps know it."""

    filter_not_following: bool
    filter_not_followers: bool
    filter_new_accounts: bool
    filter_private_mentions: bool
    summary: Waiting


class NotificationRequest(TypedDict):
    """Somebody whose notifications wait to be let in."""

    id: str
    created_at: str
    updated_at: str
    notifications_count: str
    account: Account
    last_status: Status | None


class Merged(TypedDict):
    """Whether what was let in is there."""

    merged: bool


class FilterKeyword(TypedDict):
    """Words of a filter."""

    id: str
    keyword: str
    whole_word: bool


class FilterStatus(TypedDict):
    """A status a filter is about."""

    id: str
    status_id: str


class WholeFilter(Filter):
    """A filter with its words and statuses."""

    keywords: list[FilterKeyword]
    statuses: list[FilterStatus]


class FilterV1(TypedDict):
    """A filter as older apps know it."""

    id: str
    phrase: str
    context: list[str]
    whole_word: bool
    expires_at: str | None
    irreversible: bool


class PushSubscription(TypedDict):
    """Where an app wants to be told, and of what."""

    id: str
    endpoint: str
    standard: bool
    alerts: dict[str, bool]
    server_key: str
    policy: Literal["all", "followed", "follower", "none"]


class Marker(TypedDict):
    """How far a timeline was read."""

    last_read_id: str
    version: int
    updated_at: str


class Markers(TypedDict):
    """How far timelines were read; those never read are left out."""

    home: NotRequired[Marker]
    notifications: NotRequired[Marker]
