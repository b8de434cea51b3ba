"""Statuses and what people do to them: every path, and what it asks of who comes."""

from feed.api.auth import Route, anyone, app, member, unguarded
from feed.api.cars import why
from feed.api.entities import Empty
from feed.api.entities.cars import Why
from feed.api.entities.members import Account
from feed.api.entities.statuses import (
    Context,
    Edit,
    Media,
    Poll,
    ScheduledStatus,
    Status,
    StatusSource,
    WithdrawnStatus,
)
from feed.api.paging import Cursors
from feed.api.writing import edits, keeping, media, polls, reactions, scheduled, statuses
from feed.api.writing.new_status import NewStatus

_STATUS = "/api/v1/statuses/{id}"
_SCHEDULED = "/api/v1/scheduled_statuses"

ROUTES: tuple[Route, ...] = (
    app(
        "POST",
        "/api/v1/statuses",
        statuses.create,
        "write:statuses",
        "gateway",
        asks=(NewStatus,),
        answers=Status | ScheduledStatus,
    ),
    anyone(
        "GET",
        "/api/v1/statuses",
        statuses.index,
        "read:statuses",
        asks=(statuses.Several,),
        answers=list[Status],
    ),
    anyone("GET", _STATUS, statuses.show, "read:statuses", answers=Status),
    member("PUT", _STATUS, edits.update, "write:statuses", asks=(edits.Edited,), answers=Status),
    member("DELETE", _STATUS, statuses.delete, "write:statuses", answers=WithdrawnStatus),
    anyone("GET", f"{_STATUS}/history", edits.history, "read:statuses", answers=list[Edit]),
    anyone("GET", f"{_STATUS}/context", statuses.context, "read:statuses", answers=Context),
    member("GET", f"{_STATUS}/source", edits.source, "read:statuses", answers=StatusSource),
    member("GET", f"{_STATUS}/why", why.show, "read:statuses", answers=Why),
    member("POST", f"{_STATUS}/favourite", reactions.favourite, "write:favourites", answers=Status),
    member("POST", f"{_STATUS}/unfavourite", reactions.unfavourite, "write:favourites", answers=Status),
    member("POST", f"{_STATUS}/bookmark", reactions.bookmark, "write:bookmarks", answers=Status),
    member("POST", f"{_STATUS}/unbookmark", reactions.unbookmark, "write:bookmarks", answers=Status),
    member(
        "POST",
        f"{_STATUS}/reblog",
        reactions.reblog,
        "write:statuses",
        asks=(reactions.BoostWish,),
        answers=Status,
    ),
    member("POST", f"{_STATUS}/unreblog", reactions.unreblog, "write:statuses", answers=Status),
    member("POST", f"{_STATUS}/pin", keeping.pin, "write:accounts", answers=Status),
    member("POST", f"{_STATUS}/unpin", keeping.unpin, "write:accounts", answers=Status),
    member("POST", f"{_STATUS}/mute", keeping.mute, "write:mutes", answers=Status),
    member("POST", f"{_STATUS}/unmute", keeping.unmute, "write:mutes", answers=Status),
    member("POST", f"{_STATUS}/translate", keeping.translate, "read:statuses", answers=Empty),
    anyone(
        "GET",
        f"{_STATUS}/favourited_by",
        reactions.favourited_by,
        "read:accounts",
        asks=(Cursors,),
        answers=list[Account],
    ),
    anyone(
        "GET",
        f"{_STATUS}/reblogged_by",
        reactions.reblogged_by,
        "read:accounts",
        asks=(Cursors,),
        answers=list[Account],
    ),
    member("POST", "/api/v2/media", media.create, "write:media", answers=Media),
    member("POST", "/api/v1/media", media.create, "write:media", answers=Media),
    member("GET", "/api/v1/media/{id}", media.show, "write:media", answers=Media),
    member("PUT", "/api/v1/media/{id}", media.update, "write:media", asks=(media.About,), answers=Media),
    member("DELETE", "/api/v1/media/{id}", media.delete, "write:media", answers=Empty),
    unguarded("GET", "/media/{name:.+}", media.serve),
    anyone("GET", "/api/v1/polls/{id}", polls.show, "read:statuses", answers=Poll),
    member(
        "POST",
        "/api/v1/polls/{id}/votes",
        polls.choose,
        "write:statuses",
        asks=(polls.Choices,),
        answers=Poll,
    ),
    member(
        "GET", _SCHEDULED, scheduled.index, "read:statuses", asks=(Cursors,), answers=list[ScheduledStatus]
    ),
    member("GET", f"{_SCHEDULED}/{{id}}", scheduled.show, "read:statuses", answers=ScheduledStatus),
    member(
        "PUT",
        f"{_SCHEDULED}/{{id}}",
        scheduled.update,
        "write:statuses",
        asks=(scheduled.Put,),
        answers=ScheduledStatus,
    ),
    member("DELETE", f"{_SCHEDULED}/{{id}}", scheduled.delete, "write:statuses", answers=Empty),
)
