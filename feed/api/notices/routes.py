"""Notifications: every path, and what it asks of who comes."""

from feed.api.auth import Route, member
from feed.api.entities import Empty
from feed.api.entities.announcements import Announcement
from feed.api.entities.members import Account
from feed.api.entities.notices import (
    Count,
    FilterKeyword,
    FilterStatus,
    FilterV1,
    GroupedNotifications,
    Merged,
    Notification,
    NotificationPolicy,
    NotificationPolicyV1,
    NotificationRequest,
    PushSubscription,
    WholeFilter,
)
from feed.api.notices import (
    announcements,
    filters,
    filters_v1,
    grouped,
    notifications,
    policy,
    push,
    requests,
)
from feed.api.paging import Cursors
from feed.store.notification_requests import accept, dismiss

_TOLD, _GROUPS = "/api/v1/notifications", "/api/v2/notifications"
_PUSH = "/api/v1/push/subscription"
_ANNOUNCEMENTS, _REACTION = "/api/v1/announcements", "/api/v1/announcements/{id}/reactions/{name}"
_V1, _V2 = "/api/v1/filters", "/api/v2/filters"

ROUTES: tuple[Route, ...] = (
    member(
        "GET",
        _TOLD,
        notifications.index,
        "read:notifications",
        asks=(
            notifications.Which,
            Cursors,
        ),
        answers=list[Notification],
    ),
    member(
        "GET",
        f"{_TOLD}/unread_count",
        notifications.unread_count,
        "read:notifications",
        asks=(notifications.Which,),
        answers=Count,
    ),
    member("POST", f"{_TOLD}/clear", notifications.clear, "write:notifications", answers=Empty),
    member("GET", f"{_TOLD}/policy", policy.show_v1, "read:notifications", answers=NotificationPolicyV1),
    member(
        "PUT",
        f"{_TOLD}/policy",
        policy.change_v1,
        "write:notifications",
        asks=(policy.OldWishes,),
        answers=NotificationPolicyV1,
    ),
    member(
        "GET",
        f"{_TOLD}/requests",
        requests.index,
        "read:notifications",
        asks=(Cursors,),
        answers=list[NotificationRequest],
    ),
    member("GET", f"{_TOLD}/requests/merged", requests.merged, "read:notifications", answers=Merged),
    member(
        "POST",
        f"{_TOLD}/requests/accept",
        requests.several_by(accept),
        "write:notifications",
        asks=(requests.Several,),
        answers=Empty,
    ),
    member(
        "POST",
        f"{_TOLD}/requests/dismiss",
        requests.several_by(dismiss),
        "write:notifications",
        asks=(requests.Several,),
        answers=Empty,
    ),
    member(
        "GET", f"{_TOLD}/requests/{{id}}", requests.show, "read:notifications", answers=NotificationRequest
    ),
    member(
        "POST",
        f"{_TOLD}/requests/{{id}}/accept",
        requests.one_by(accept),
        "write:notifications",
        answers=Empty,
    ),
    member(
        "POST",
        f"{_TOLD}/requests/{{id}}/dismiss",
        requests.one_by(dismiss),
        "write:notifications",
        answers=Empty,
    ),
    member("GET", f"{_TOLD}/{{id}}", notifications.show, "read:notifications", answers=Notification),
    member("POST", f"{_TOLD}/{{id}}/dismiss", notifications.dismiss, "write:notifications", answers=Empty),
    member(
        "GET",
        _GROUPS,
        grouped.index,
        "read:notifications",
        asks=(
            grouped.WhichGroups,
            Cursors,
        ),
        answers=GroupedNotifications,
    ),
    member(
        "GET",
        f"{_GROUPS}/unread_count",
        grouped.unread_count,
        "read:notifications",
        asks=(grouped.WhichGroups,),
        answers=Count,
    ),
    member("GET", f"{_GROUPS}/policy", policy.show, "read:notifications", answers=NotificationPolicy),
    member(
        "PATCH",
        f"{_GROUPS}/policy",
        policy.change,
        "write:notifications",
        asks=(policy.Wishes,),
        answers=NotificationPolicy,
    ),
    member(
        "GET", f"{_GROUPS}/{{group_key}}", grouped.show, "read:notifications", answers=GroupedNotifications
    ),
    member(
        "GET",
        f"{_GROUPS}/{{group_key}}/accounts",
        grouped.people,
        "read:notifications",
        answers=list[Account],
    ),
    member("POST", f"{_GROUPS}/{{group_key}}/dismiss", grouped.dismiss, "write:notifications", answers=Empty),
    member("GET", _PUSH, push.show, "push", answers=PushSubscription),
    member("POST", _PUSH, push.create, "push", asks=(push.Wanted,), answers=PushSubscription),
    member("PUT", _PUSH, push.update, "push", asks=(push.Wanted,), answers=PushSubscription),
    member("DELETE", _PUSH, push.delete, "push", answers=Empty),
    member("GET", _V1, filters_v1.index, "read:filters", answers=list[FilterV1]),
    member("POST", _V1, filters_v1.create, "write:filters", asks=(filters_v1.Phrase,), answers=FilterV1),
    member("GET", f"{_V1}/{{id}}", filters_v1.show, "read:filters", answers=FilterV1),
    member(
        "PUT",
        f"{_V1}/{{id}}",
        filters_v1.update,
        "write:filters",
        asks=(filters_v1.Phrase,),
        answers=FilterV1,
    ),
    member("DELETE", f"{_V1}/{{id}}", filters_v1.delete, "write:filters", answers=Empty),
    member("GET", _V2, filters.index, "read:filters", answers=list[WholeFilter]),
    member("POST", _V2, filters.create, "write:filters", asks=(filters.Wanted,), answers=WholeFilter),
    member("GET", f"{_V2}/keywords/{{id}}", filters.show_keyword, "read:filters", answers=FilterKeyword),
    member(
        "PUT",
        f"{_V2}/keywords/{{id}}",
        filters.update_keyword,
        "write:filters",
        asks=(filters.Word,),
        answers=FilterKeyword,
    ),
    member("DELETE", f"{_V2}/keywords/{{id}}", filters.delete_keyword, "write:filters", answers=Empty),
    member("GET", f"{_V2}/statuses/{{id}}", filters.show_status, "read:filters", answers=FilterStatus),
    member("DELETE", f"{_V2}/statuses/{{id}}", filters.delete_status, "write:filters", answers=Empty),
    member("GET", f"{_V2}/{{id}}", filters.show, "read:filters", answers=WholeFilter),
    member(
        "PUT", f"{_V2}/{{id}}", filters.update, "write:filters", asks=(filters.Wanted,), answers=WholeFilter
    ),
    member("DELETE", f"{_V2}/{{id}}", filters.delete, "write:filters", answers=Empty),
    member("GET", f"{_V2}/{{id}}/keywords", filters.keywords, "read:filters", answers=list[FilterKeyword]),
    member(
        "POST",
        f"{_V2}/{{id}}/keywords",
        filters.add_keyword,
        "write:filters",
        asks=(filters.Word,),
        answers=FilterKeyword,
    ),
    member(
        "GET", f"{_V2}/{{id}}/statuses", filters.named_statuses, "read:filters", answers=list[FilterStatus]
    ),
    member(
        "POST",
        f"{_V2}/{{id}}/statuses",
        filters.add_status,
        "write:filters",
        asks=(filters.NamedStatus,),
        answers=FilterStatus,
    ),
    member("GET", _ANNOUNCEMENTS, announcements.index, answers=list[Announcement]),
    member(
        "POST",
        f"{_ANNOUNCEMENTS}/{{id}}/dismiss",
        announcements.dismiss,
        "write:accounts",
        answers=Empty,
    ),
    member("PUT", _REACTION, announcements.react, "write:favourites", answers=Empty),
    member("DELETE", _REACTION, announcements.react_no_more, "write:favourites", answers=Empty),
)
