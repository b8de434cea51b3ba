"""The server itself: every path, and what it asks of who comes."""

from feed.api.auth import Route, anyone, unguarded
from feed.api.server import health, instance, wellknown
from feed.api.server.nothing import empty_list

ROUTES: tuple[Route, ...] = (
    unguarded("GET", "/livez", health.livez),
    unguarded("GET", "/readyz", health.readyz),
    unguarded("GET", "/api/v1/instance", instance.v1),
    unguarded("GET", "/api/v2/instance", instance.v2),
    unguarded("GET", "/.well-known/nodeinfo", wellknown.nodeinfo_links),
    unguarded("GET", "/.well-known/host-meta", wellknown.host_meta),
    unguarded("GET", "/.well-known/webfinger", wellknown.webfinger),
    unguarded("GET", "/nodeinfo/2.0", wellknown.nodeinfo),
    anyone("GET", "/api/v1/custom_emojis", empty_list),
    anyone("GET", "/api/v1/announcements", empty_list),
)
