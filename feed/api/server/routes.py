"""The server itself: every path, and what it asks of who comes."""

from feed.api.auth import Route, anyone, member, unguarded
from feed.api.entities import Empty
from feed.api.entities.server import (
    Emoji,
    ExtendedDescription,
    Instance,
    InstanceV1,
    Language,
    Links,
    NodeInfo,
    Rule,
    Webfinger,
    Week,
)
from feed.api.server import about, emojis, health, instance, wellknown
from feed.api.server.nothing import empty_list

ROUTES: tuple[Route, ...] = (
    unguarded("GET", "/livez", health.livez),
    unguarded("GET", "/readyz", health.readyz),
    unguarded("GET", "/api/v1/instance", instance.v1, answers=InstanceV1),
    unguarded("GET", "/api/v2/instance", instance.v2, answers=Instance),
    unguarded("GET", "/api/v1/instance/rules", about.rules, answers=list[Rule]),
    anyone("GET", "/api/v1/instance/peers", empty_list, answers=list[Empty]),
    anyone("GET", "/api/v1/instance/domain_blocks", empty_list, answers=list[Empty]),
    unguarded(
        "GET",
        "/api/v1/instance/extended_description",
        about.extended_description,
        answers=ExtendedDescription,
    ),
    unguarded("GET", "/api/v1/instance/activity", about.activity, answers=list[Week]),
    unguarded("GET", "/api/v1/instance/languages", about.languages, answers=list[Language]),
    unguarded("GET", "/api/v1/instance/translation_languages", about.translation_languages, answers=Empty),
    unguarded("GET", "/health", about.health),
    anyone("GET", "/api/v1/domain_blocks", empty_list, "read:blocks", answers=list[Empty]),
    member("POST", "/api/v1/domain_blocks", about.refuse_domain, "write:blocks", answers=Empty),
    member("DELETE", "/api/v1/domain_blocks", about.refuse_domain, "write:blocks", answers=Empty),
    unguarded("GET", "/.well-known/nodeinfo", wellknown.nodeinfo_links, answers=Links),
    unguarded("GET", "/.well-known/host-meta", wellknown.host_meta),
    unguarded("GET", "/.well-known/webfinger", wellknown.webfinger, answers=Webfinger),
    unguarded("GET", "/nodeinfo/2.0", wellknown.nodeinfo, answers=NodeInfo),
    anyone("GET", "/api/v1/custom_emojis", emojis.index, answers=list[Emoji]),
)
