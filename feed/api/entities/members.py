"""Members, how one stands to them, and the hashtags they like."""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from feed.api.entities.server import Emoji

Visibility = Literal["public", "unlisted", "private", "direct"]


class Field(TypedDict):
    """A line of a profile; the value is HTML."""

    name: str
    value: str
    verified_at: str | None


class Account(TypedDict):
    """A member as others see them."""

    id: str
    username: str
    acct: str
    display_name: str
    locked: bool
    bot: bool
    discoverable: bool
    indexable: bool
    group: bool
    created_at: str
    note: str
    url: str
    uri: str
    avatar: str
    avatar_static: str
    header: str
    header_static: str
    followers_count: int
    following_count: int
    statuses_count: int
    last_status_at: str | None  # a day
    hide_collections: bool
    noindex: bool
    emojis: list[Emoji]
    roles: list[Any]
    fields: list[Field]


class Source(TypedDict):
    """One's profile as it was typed, and how one usually posts."""

    privacy: Visibility
    sensitive: bool
    language: str | None
    note: str
    fields: list[Field]
    follow_requests_count: int


class OwnAccount(Account):
    """A member as they see themselves."""

    source: Source


class PartialAccount(TypedDict):
    """Just enough for a row of faces."""

    id: str
    acct: str
    locked: bool
    bot: bool
    url: str
    avatar: str
    avatar_static: str


class Relationship(TypedDict):
    """How one stands to a member."""

    id: str
    following: bool
    showing_reblogs: bool
    notifying: bool
    languages: list[str]
    followed_by: bool
    blocking: bool
    blocked_by: bool
    muting: bool
    muting_notifications: bool
    requested: bool
    requested_by: bool
    domain_blocking: bool
    endorsed: bool
    note: str


class FamiliarFollowers(TypedDict):
    """Whom one follows among the followers of a member."""

    id: str
    accounts: list[Account]


class Suggestion(TypedDict):
    """A member one may like to know."""

    source: str
    sources: list[str]
    account: Account


class List(TypedDict):
    """Members one reads together."""

    id: str
    title: str
    replies_policy: Literal["followed", "list", "none"]
    exclusive: bool


class DayOfUse(TypedDict):
    """How much a hashtag was used on a day."""

    day: str  # its midnight, in seconds since 1970
    uses: str
    accounts: str


class BareTag(TypedDict):
    """A hashtag by its name."""

    name: str
    url: str


class Tag(BareTag):
    """A hashtag with its last days; `following` and `featuring` where somebody is signed in."""

    history: list[DayOfUse]
    following: NotRequired[bool]
    featuring: NotRequired[bool]


class FeaturedTag(BareTag):
    """A hashtag on a profile."""

    id: str
    account_id: str
    statuses_count: str
    last_status_at: str | None


Preferences = TypedDict(
    "Preferences",
    {
        "posting:default:visibility": Visibility,
        "posting:default:sensitive": bool,
        "posting:default:language": str | None,
        "reading:expand:media": Literal["default", "show_all", "hide_all"],
        "reading:expand:spoilers": bool,
    },
)
