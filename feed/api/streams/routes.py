"""Streams: every path, and what it asks of who comes."""

from feed.api.auth import Route, anyone, member, unguarded
from feed.api.streams import websocket
from feed.api.streams.server_sent import health, stream

_STREAMING = "/api/v1/streaming"

ROUTES: tuple[Route, ...] = (
    unguarded("GET", f"{_STREAMING}/health", health),
    anyone("GET", _STREAMING, websocket.connect),  # each stream asks for a scope of its own
    member("GET", f"{_STREAMING}/user", stream("user"), "read:statuses"),
    member("GET", f"{_STREAMING}/user/notification", stream("user:notification"), "read:notifications"),
    member("GET", f"{_STREAMING}/direct", stream("direct"), "read:statuses"),
    member("GET", f"{_STREAMING}/list", stream("list"), "read:lists"),
    anyone("GET", f"{_STREAMING}/public", stream("public"), "read:statuses"),
    anyone("GET", f"{_STREAMING}/public/local", stream("public:local"), "read:statuses"),
    anyone("GET", f"{_STREAMING}/public/remote", stream("public:remote"), "read:statuses"),
    anyone("GET", f"{_STREAMING}/hashtag", stream("hashtag"), "read:statuses"),
    anyone("GET", f"{_STREAMING}/hashtag/local", stream("hashtag:local"), "read:statuses"),
    member("GET", f"{_STREAMING}/car", stream("car"), "read:cars"),
    member("GET", f"{_STREAMING}/fleet", stream("fleet"), "read:cars"),
)
