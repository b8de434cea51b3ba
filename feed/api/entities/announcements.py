"""What the staff tells everybody."""

from typing import Any, NotRequired

from typing_extensions import TypedDict

from feed.api.entities.members import BareTag
from feed.api.entities.server import Emoji


class Reaction(TypedDict):
    """How often a small picture was given in answer."""

    name: str
    count: int
    me: bool
    url: NotRequired[str]  # of one of ours
    static_url: NotRequired[str]


class Announcement(TypedDict):
    """Words of the staff to every member, in HTML, in the reader's language where it was written in it."""

    id: str
    content: str
    language: str
    starts_at: str | None
    ends_at: str | None
    all_day: bool
    published: bool
    published_at: str
    updated_at: str
    read: NotRequired[bool]
    mentions: list[Any]
    statuses: list[Any]
    tags: list[BareTag]
    emojis: list[Emoji]
    reactions: list[Reaction]
