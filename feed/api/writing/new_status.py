"""A post as clients send it, and what is wished by it."""

from typing import Annotated, Any

from aiohttp import web
from pydantic import AwareDatetime, BeforeValidator, Field

from feed.actions.publish import Wish
from feed.api.auth import Caller, Member
from feed.api.cars.event import CarEvent
from feed.api.params import Identifier, Identifiers, OptionalFlag, OptionalText, Params, blank_is_none
from feed.api.writing.polls import Asked
from feed.errors import InvalidError
from feed.social.visibility import CHOICES, Visibility

LONGEST_KEY = 200  # characters
_NOT_LIMITED = f"visibility must be one of {', '.join(CHOICES)}"


def _zone(value: object) -> object:
    """A moment without a zone is meant as UTC, as Mastodon reads it."""
    text = str(value)
    return f"{text}Z" if isinstance(value, str) and "T" in text and not _has_zone(text) else value


def _has_zone(text: str) -> bool:
    clock = text.partition("T")[2]
    return clock.endswith(("Z", "z")) or "+" in clock or "-" in clock


AtMoment = Annotated[AwareDatetime, BeforeValidator(_zone)]


class NewStatus(Params):
    """A post as clients send it."""

    status: str = ""
    visibility: Annotated[Visibility | None, BeforeValidator(blank_is_none)] = None
    language: OptionalText = None
    spoiler_text: str = ""
    sensitive: OptionalFlag = None
    in_reply_to_id: Identifier = None
    car_event: CarEvent | None = None
    scheduled_at: Annotated[AtMoment | None, BeforeValidator(blank_is_none)] = None
    poll: Asked | None = None
    media_ids: Identifiers = Field(default_factory=list)


def to_keep(asked: NewStatus, member: Member) -> dict[str, Any]:
    """The parameters as Mastodon shows those of scheduled statuses."""
    if asked.poll:
        asked.poll.question()  # refused now rather than then
    return {
        "text": asked.status,
        "visibility": asked.visibility,
        "language": (asked.language or "")[:8] or None,
        "spoiler_text": asked.spoiler_text or None,
        "sensitive": asked.sensitive,
        "in_reply_to_id": str(asked.in_reply_to_id) if asked.in_reply_to_id else None,
        "poll": asked.poll.to_keep() if asked.poll else None,
        "media_ids": [str(one) for one in asked.media_ids] or None,
        "application_id": member.app_id,
        "scheduled_at": None,
        "idempotency": None,
        "with_rate_limit": False,
    }


def require_choosable(visibility: Visibility | None) -> None:
    """Only a car's words may be for its owner alone.

    Raises:
        InvalidError: names what can be chosen.
    """
    if visibility == "limited":
        raise InvalidError(_NOT_LIMITED, details={"visibility": _NOT_LIMITED})


def key_of(request: web.Request) -> str | None:
    """What the client names this request by, so that a repetition is known."""
    return request.headers.get("Idempotency-Key", "")[:LONGEST_KEY] or None


def wish_of(request: web.Request, caller: Caller, asked: NewStatus) -> Wish:
    """What is to be said."""
    return Wish(
        text=asked.status,
        visibility=asked.visibility,
        language=(asked.language or "")[:8] or None,
        spoiler_text=asked.spoiler_text,
        sensitive=asked.sensitive,
        in_reply_to_id=asked.in_reply_to_id,
        idempotency_key=key_of(request),
        app_id=caller.app_id,
        media_ids=tuple(dict.fromkeys(asked.media_ids)),
        question=asked.poll.question() if asked.poll else None,
        car_event=asked.car_event.to_keep() if asked.car_event and caller.may("gateway") else None,
    )
