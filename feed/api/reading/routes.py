"""Timelines, talks and search: every path, and what it asks of who comes."""

from feed.api.auth import Route, anyone, member
from feed.api.entities import Empty
from feed.api.entities.notices import Markers
from feed.api.entities.statuses import Conversation, Found, Status
from feed.api.paging import Cursors
from feed.api.reading import conversations, markers, search, timelines
from feed.api.server.nothing import empty_list

ROUTES: tuple[Route, ...] = (
    member("GET", "/api/v1/markers", markers.show, "read:statuses", asks=(markers.Which,), answers=Markers),
    member("POST", "/api/v1/markers", markers.move, "write:statuses", asks=(markers.Moved,), answers=Markers),
    member(
        "GET",
        "/api/v1/timelines/home",
        timelines.home,
        "read:statuses",
        asks=(Cursors,),
        answers=list[Status],
    ),
    anyone(
        "GET",
        "/api/v1/timelines/public",
        timelines.public,
        "read:statuses",
        asks=(
            timelines.Only,
            Cursors,
        ),
        answers=list[Status],
    ),
    anyone(
        "GET",
        "/api/v1/timelines/tag/{name}",
        timelines.tagged,
        "read:statuses",
        asks=(
            timelines.Tags,
            Cursors,
        ),
        answers=list[Status],
    ),
    member(
        "GET",
        "/api/v1/timelines/list/{id}",
        timelines.on_list,
        "read:lists",
        asks=(Cursors,),
        answers=list[Status],
    ),
    member(
        "GET",
        "/api/v1/favourites",
        timelines.favourites,
        "read:favourites",
        asks=(Cursors,),
        answers=list[Status],
    ),
    member(
        "GET",
        "/api/v1/bookmarks",
        timelines.bookmarks,
        "read:bookmarks",
        asks=(Cursors,),
        answers=list[Status],
    ),
    member(
        "GET",
        "/api/v1/conversations",
        conversations.index,
        "read:statuses",
        asks=(Cursors,),
        answers=list[Conversation],
    ),
    member(
        "POST",
        "/api/v1/conversations/{id}/read",
        conversations.read,
        "write:conversations",
        answers=Conversation,
    ),
    member(
        "POST",
        "/api/v1/conversations/{id}/unread",
        conversations.unread,
        "write:conversations",
        answers=Conversation,
    ),
    member(
        "DELETE", "/api/v1/conversations/{id}", conversations.delete, "write:conversations", answers=Empty
    ),
    anyone("GET", "/api/v2/search", search.everything, "read:search", asks=(search.Asked,), answers=Found),
    anyone(
        "GET", "/api/v1/trends/statuses", timelines.trending, asks=(timelines.Part,), answers=list[Status]
    ),
    anyone("GET", "/api/v1/trends/links", empty_list, answers=list[Empty]),
)
