"""What members are told of, in Mastodon's JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from feed.api.moments import iso
from feed.api.present.accounts import account
from feed.ids import moment_of
from feed.site import Site
from feed.social.reception import Case, Treatment
from feed.store.notification_groups import Group
from feed.store.notification_requests import Waiting
from feed.store.tables import Account, NotificationRequest, PushSubscription

Json = dict[str, Any]


def notification_group(one: Group) -> Json:
    """Notifications told together; accounts and the status are named, not shown."""
    newest = one.newest
    return {
        "group_key": one.key,
        "notifications_count": one.count,
        "type": newest.kind,
        "most_recent_notification_id": newest.id,
        "page_min_id": str(one.oldest_id),
        "page_max_id": str(newest.id),
        "latest_page_notification_at": iso(moment_of(newest.id)),
        "sample_account_ids": [str(account_id) for account_id in one.sample],
    } | ({"status_id": str(newest.status_id)} if newest.status_id else {})


def push_subscription(one: PushSubscription, kinds: Sequence[str], server_key: str) -> Json:
    """Where an app wants to be told, and of which of the kinds."""
    return {
        "id": str(one.id),
        "endpoint": one.endpoint,
        "standard": one.standard,
        "alerts": {kind: kind in one.alerts for kind in kinds},
        "server_key": server_key,
        "policy": one.policy,
    }


def notification_policy(policy: Mapping[Case, Treatment], requests: int, notifications: int) -> Json:
    """From whom notifications are let through, and how many wait."""
    return dict(policy) | {
        "summary": {"pending_requests_count": requests, "pending_notifications_count": notifications}
    }


def notification_request(
    one: NotificationRequest,
    by: Account,
    waiting: Waiting,
    last_status: object,
    site: Site,
) -> Json:
    """Somebody whose notifications wait; `last_status` is a status in JSON, or None."""
    return {
        "id": str(one.id),
        "created_at": iso(moment_of(one.id)),
        "updated_at": iso(moment_of(waiting.newest_id or one.id)),
        "notifications_count": str(waiting.count),
        "account": account(by, site),
        "last_status": last_status,
    }
