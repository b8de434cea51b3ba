"""Notifications: every path, and what it asks of who comes."""

from feed.api.auth import Route, anyone, member
from feed.api.notices import notifications
from feed.api.server.nothing import empty_list

ROUTES: tuple[Route, ...] = (
    member("GET", "/api/v1/notifications", notifications.index, "read:notifications"),
    member("GET", "/api/v1/notifications/unread_count", notifications.unread_count, "read:notifications"),
    member("POST", "/api/v1/notifications/clear", notifications.clear, "write:notifications"),
    member("GET", "/api/v1/notifications/{id}", notifications.show, "read:notifications"),
    member("POST", "/api/v1/notifications/{id}/dismiss", notifications.dismiss, "write:notifications"),
    anyone("GET", "/api/v1/filters", empty_list, "read:filters"),
    anyone("GET", "/api/v2/filters", empty_list, "read:filters"),
)
