"""What the feed shows, in Mastodon's JSON: one presenter for each kind of thing."""

from feed.api.present.accounts import Json, account, field, partial_account, relationship, token
from feed.api.present.announcements import announcement, picture_of
from feed.api.present.attached import poll
from feed.api.present.emojis import emojis
from feed.api.present.filters import (
    filter_result,
    filter_v1,
    filter_v2,
    filtered_status,
    keyword,
)
from feed.api.present.notices import (
    notification_group,
    notification_policy,
    notification_request,
    push_subscription,
)
from feed.api.present.staff import known_member, report, report_for_staff
from feed.api.present.statuses import status, tag

__all__ = [
    "Json",
    "account",
    "announcement",
    "emojis",
    "field",
    "filter_result",
    "filter_v1",
    "filter_v2",
    "filtered_status",
    "keyword",
    "known_member",
    "notification_group",
    "notification_policy",
    "notification_request",
    "partial_account",
    "picture_of",
    "poll",
    "push_subscription",
    "relationship",
    "report",
    "report_for_staff",
    "status",
    "tag",
    "token",
]
