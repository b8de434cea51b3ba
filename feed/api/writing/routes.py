"""Statuses and what people do to them: every path, and what it asks of who comes."""

from feed.api.auth import Route, anyone, app, member, unguarded
from feed.api.cars import why
from feed.api.writing import edits, keeping, media, polls, reactions, scheduled, statuses

_STATUS = "/api/v1/statuses/{id}"
_SCHEDULED = "/api/v1/scheduled_statuses"

ROUTES: tuple[Route, ...] = (
    app("POST", "/api/v1/statuses", statuses.create, "write:statuses", "gateway"),
    anyone("GET", "/api/v1/statuses", statuses.index, "read:statuses"),
    anyone("GET", _STATUS, statuses.show, "read:statuses"),
    member("PUT", _STATUS, edits.update, "write:statuses"),
    member("DELETE", _STATUS, statuses.delete, "write:statuses"),
    anyone("GET", f"{_STATUS}/history", edits.history, "read:statuses"),
    anyone("GET", f"{_STATUS}/context", statuses.context, "read:statuses"),
    member("GET", f"{_STATUS}/source", edits.source, "read:statuses"),
    member("GET", f"{_STATUS}/why", why.show, "read:statuses"),
    member("POST", f"{_STATUS}/favourite", reactions.favourite, "write:favourites"),
    member("POST", f"{_STATUS}/unfavourite", reactions.unfavourite, "write:favourites"),
    member("POST", f"{_STATUS}/bookmark", reactions.bookmark, "write:bookmarks"),
    member("POST", f"{_STATUS}/unbookmark", reactions.unbookmark, "write:bookmarks"),
    member("POST", f"{_STATUS}/reblog", reactions.reblog, "write:statuses"),
    member("POST", f"{_STATUS}/unreblog", reactions.unreblog, "write:statuses"),
    member("POST", f"{_STATUS}/pin", keeping.pin, "write:accounts"),
    member("POST", f"{_STATUS}/unpin", keeping.unpin, "write:accounts"),
    member("POST", f"{_STATUS}/mute", keeping.mute, "write:mutes"),
    member("POST", f"{_STATUS}/unmute", keeping.unmute, "write:mutes"),
    member("POST", f"{_STATUS}/translate", keeping.translate, "read:statuses"),
    anyone("GET", f"{_STATUS}/favourited_by", reactions.favourited_by, "read:accounts"),
    anyone("GET", f"{_STATUS}/reblogged_by", reactions.reblogged_by, "read:accounts"),
    member("POST", "/api/v2/media", media.create, "write:media"),
    member("POST", "/api/v1/media", media.create, "write:media"),
    member("GET", "/api/v1/media/{id}", media.show, "write:media"),
    member("PUT", "/api/v1/media/{id}", media.update, "write:media"),
    member("DELETE", "/api/v1/media/{id}", media.delete, "write:media"),
    unguarded("GET", "/media/{name:.+}", media.serve),
    anyone("GET", "/api/v1/polls/{id}", polls.show, "read:statuses"),
    member("POST", "/api/v1/polls/{id}/votes", polls.choose, "write:statuses"),
    member("GET", _SCHEDULED, scheduled.index, "read:statuses"),
    member("GET", f"{_SCHEDULED}/{{id}}", scheduled.show, "read:statuses"),
    member("PUT", f"{_SCHEDULED}/{{id}}", scheduled.update, "write:statuses"),
    member("DELETE", f"{_SCHEDULED}/{{id}}", scheduled.delete, "write:statuses"),
)
