"""Statuses, and what they show and ask."""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from feed.api.entities.members import Account, BareTag, Tag, Visibility
from feed.api.entities.server import Emoji


class Mention(TypedDict):
    """Whom a status speaks to."""

    id: str
    username: str
    acct: str
    url: str


class Media(TypedDict):
    """A file a status shows; without an address while it is being made."""

    id: str
    type: Literal["image", "gifv", "video", "audio", "unknown"]
    url: str | None
    preview_url: str | None
    remote_url: str | None
    preview_remote_url: str | None
    text_url: str | None
    meta: dict[str, Any]
    description: str | None
    blurhash: str | None


class PollOption(TypedDict):
    """An answer to choose; the count is null while it is kept secret."""

    title: str
    votes_count: int | None


class Poll(TypedDict):
    """A question with answers to choose from."""

    id: str
    expires_at: str | None
    expired: bool
    multiple: bool
    votes_count: int
    voters_count: int | None
    voted: bool
    own_votes: list[int]
    options: list[PollOption]
    emojis: list[Emoji]


class Filter(TypedDict):
    """What somebody does not want to meet."""

    id: str
    title: str
    context: list[Literal["home", "notifications", "public", "thread", "account"]]
    expires_at: str | None
    filter_action: Literal["warn", "hide", "blur"]


class FilterResult(TypedDict):
    """Why a status was caught."""

    filter: Filter
    keyword_matches: list[str] | None
    status_matches: list[str] | None


class Application(TypedDict):
    """The app a status was posted with."""

    name: str
    website: str | None


class CarEvent(TypedDict):
    """What a car speaks of."""

    kind: str


class Status(TypedDict):
    """A post, or a boost with what it boosts inside."""

    id: str
    created_at: str
    in_reply_to_id: str | None
    in_reply_to_account_id: str | None
    sensitive: bool
    spoiler_text: str
    visibility: Visibility
    language: str | None
    uri: str
    url: str
    replies_count: int
    reblogs_count: int
    favourites_count: int
    edited_at: str | None
    content: str
    reblog: "Status | None"
    application: Application | None
    account: Account
    media_attachments: list[Media]
    mentions: list[Mention]
    tags: list[BareTag]
    emojis: list[Emoji]
    card: None
    poll: Poll | None
    filtered: list[FilterResult]
    favourited: bool
    reblogged: bool
    bookmarked: bool
    muted: bool
    pinned: bool
    car_event: CarEvent | None


class WithdrawnStatus(Status):
    """A status that is gone, with its words as they were typed."""

    text: str


class Context(TypedDict):
    """What a status answers, and what answers it."""

    ancestors: list[Status]
    descendants: list[Status]


class StatusSource(TypedDict):
    """A status as it was typed."""

    id: str
    text: str
    spoiler_text: str


class Edit(TypedDict):
    """How a status read once."""

    content: str
    spoiler_text: str
    sensitive: bool
    created_at: str
    account: Account
    media_attachments: list[Media]
    emojis: list[Emoji]
    poll: NotRequired[dict[str, list[dict[str, str]]]]


class ScheduledStatus(TypedDict):
    """Words for a later time."""

    id: str
    scheduled_at: str
    params: dict[str, Any]
    media_attachments: list[Media]


class Conversation(TypedDict):
    """A talk between few, by its newest status."""

    id: str
    unread: bool
    accounts: list[Account]
    last_status: Status


class Found(TypedDict):
    """What a search found."""

    accounts: list[Account]
    statuses: list[Status]
    hashtags: list[Tag]
