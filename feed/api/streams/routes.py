"""Streams: every path, and what it asks of who comes."""

from feed.api.auth import Route, anyone, member, unguarded
from feed.api.streams import server_sent

ROUTES: tuple[Route, ...] = (
    unguarded("GET", "/api/v1/streaming/health", server_sent.health),
    member("GET", "/api/v1/streaming/user", server_sent.user, "read:statuses"),
    member("GET", "/api/v1/streaming/user/notification", server_sent.notifications, "read:notifications"),
    member("GET", "/api/v1/streaming/direct", server_sent.direct, "read:statuses"),
    anyone("GET", "/api/v1/streaming/public", server_sent.public, "read:statuses"),
    anyone("GET", "/api/v1/streaming/public/local", server_sent.public, "read:statuses"),
    anyone("GET", "/api/v1/streaming/hashtag", server_sent.hashtag, "read:statuses"),
    anyone("GET", "/api/v1/streaming/hashtag/local", server_sent.hashtag, "read:statuses"),
    member("GET", "/api/v1/streaming/car", server_sent.car, "read:cars"),
)
