"""The server itself: every path, and what it asks of who comes."""

from feed.api.auth import Route, anyone, member, unguarded
from feed.api.server import about, health, instance, wellknown
from feed.api.server.nothing import empty_list

ROUTES: tuple[Route, ...] = (
    unguarded("GET", "/livez", health.livez),
    unguarded("GET", "/readyz", health.readyz),
    unguarded("GET", "/api/v1/instance", instance.v1),
    unguarded("GET", "/api/v2/instance", instance.v2),
    anyone("GET", "/api/v1/instance/rules", empty_list),
    anyone("GET", "/api/v1/instance/peers", empty_list),
    anyone("GET", "/api/v1/instance/domain_blocks", empty_list),
    unguarded("GET", "/api/v1/instance/extended_description", about.extended_description),
    unguarded("GET", "/api/v1/instance/activity", about.activity),
    unguarded("GET", "/api/v1/instance/languages", about.languages),
    unguarded("GET", "/api/v1/instance/translation_languages", about.translation_languages),
    unguarded("GET", "/health", about.health),
    anyone("GET", "/api/v1/domain_blocks", empty_list, "read:blocks"),
    member("POST", "/api/v1/domain_blocks", about.refuse_domain, "write:blocks"),
    member("DELETE", "/api/v1/domain_blocks", about.refuse_domain, "write:blocks"),
    unguarded("GET", "/.well-known/nodeinfo", wellknown.nodeinfo_links),
    unguarded("GET", "/.well-known/host-meta", wellknown.host_meta),
    unguarded("GET", "/.well-known/webfinger", wellknown.webfinger),
    unguarded("GET", "/nodeinfo/2.0", wellknown.nodeinfo),
    anyone("GET", "/api/v1/custom_emojis", empty_list),
    anyone("GET", "/api/v1/announcements", empty_list),
)
