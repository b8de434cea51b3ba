"""Timelines, talks and search: every path, and what it asks of who comes."""

from feed.api.auth import Route, anyone, member
from feed.api.reading import conversations, markers, search, timelines
from feed.api.server.nothing import empty_list

ROUTES: tuple[Route, ...] = (
    member("GET", "/api/v1/markers", markers.show, "read:statuses"),
    member("POST", "/api/v1/markers", markers.move, "write:statuses"),
    member("GET", "/api/v1/timelines/home", timelines.home, "read:statuses"),
    anyone("GET", "/api/v1/timelines/public", timelines.public, "read:statuses"),
    anyone("GET", "/api/v1/timelines/tag/{name}", timelines.tagged, "read:statuses"),
    member("GET", "/api/v1/timelines/list/{id}", timelines.on_list, "read:lists"),
    member("GET", "/api/v1/favourites", timelines.favourites, "read:favourites"),
    member("GET", "/api/v1/bookmarks", timelines.bookmarks, "read:bookmarks"),
    member("GET", "/api/v1/conversations", conversations.index, "read:statuses"),
    member("POST", "/api/v1/conversations/{id}/read", conversations.read, "write:conversations"),
    member("POST", "/api/v1/conversations/{id}/unread", conversations.unread, "write:conversations"),
    member("DELETE", "/api/v1/conversations/{id}", conversations.delete, "write:conversations"),
    anyone("GET", "/api/v2/search", search.everything, "read:search"),
    anyone("GET", "/api/v1/trends/statuses", empty_list),
    anyone("GET", "/api/v1/trends/links", empty_list),
)
