"""Statuses as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from feed.ids import moment_of
from feed.social.visibility import Visibility
from feed.store.glimpses import Marks
from feed.store.media import MEDIA_PATH, Media
from feed.store.polls import Poll
from feed.store.shown import Shown
from feed.web.faces import Face, face


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Something to look at, small, with the way to the whole of it."""

    kind: str  # image, gifv or video
    path: str
    preview_path: str
    description: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An answer to choose, and what share of the votes it has; None while nobody may know."""

    title: str
    percent: int | None
    is_mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """A question and its answers, for one viewer."""

    id: int
    options: tuple[Option, ...]
    votes: int  # voters
    multiple: bool
    ends_at: datetime | None
    is_open: bool
    may_vote: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What somebody said, ready to be shown to one viewer."""

    id: int
    author: Face
    path: str
    content: Markup  # cleaned by nh3 when it was said
    at: datetime
    edited: bool
    visibility: Visibility
    language: str | None
    spoiler_text: str
    sensitive: bool  # its pictures are not for every moment
    speaks_to: tuple[str, ...]  # usernames
    booster: Face | None  # who passed it on
    is_alert: bool  # a car needs its owner
    is_mine: bool
    replies_count: int
    favourites_count: int
    reblogs_count: int
    marks: Marks
    may_boost: bool
    may_pin: bool
    pictures: tuple[Picture, ...]
    ballot: Ballot | None


def posts_of(statuses: Sequence[Shown], *, viewer_id: int | None) -> list[Post]:
    """The statuses in their order. They must exist for the viewer."""
    return [_post(one, viewer_id) for one in statuses]


def opening_of(answered: Post, me: str | None) -> str:
    """The names with which an answer begins: whoever spoke and whom they spoke to, but for oneself."""
    names = dict.fromkeys([answered.author.username, *answered.speaks_to])
    return "".join(f"@{name} " for name in names if name != me)


def _post(shown: Shown, viewer_id: int | None) -> Post:
    told = shown.boosted or shown
    said, author = told.said, face(told.author)
    is_mine = author.id == viewer_id
    return Post(
        id=shown.id,
        author=author,
        path=f"{author.path}/{said.id}",
        content=Markup(said.content),  # noqa: S704
        at=moment_of(said.id),
        edited=said.edited_at is not None,
        visibility=said.visibility,
        language=said.language,
        spoiler_text=said.spoiler_text,
        sensitive=said.sensitive,
        speaks_to=tuple(name for _, name in said.spoken_to),
        booster=face(shown.author) if shown.boosted else None,
        is_alert=said.car_event is not None and said.visibility == "direct",
        is_mine=is_mine,
        replies_count=said.replies_count,
        favourites_count=said.favourites_count,
        reblogs_count=said.reblogs_count,
        marks=shown.marks,
        may_boost=said.visibility in {"public", "unlisted"} or (is_mine and said.visibility == "private"),
        may_pin=is_mine and shown.boosted is None and said.visibility not in {"direct", "limited"},
        pictures=tuple(picture_of(one) for one in told.media if one.path),
        ballot=_ballot(told.poll, shown.marks.choices, viewer_id) if told.poll else None,
    )


def picture_of(one: Media) -> Picture:
    """What was uploaded, ready to be shown."""
    small = one.meta.get("small", {})
    return Picture(
        kind=one.kind,
        path=f"{MEDIA_PATH}/{one.path}",
        preview_path=f"{MEDIA_PATH}/{one.preview_path or one.path}",
        description=one.description,
        width=small.get("width", 0),
        height=small.get("height", 0),
    )


def _ballot(poll: Poll, choices: int | None, viewer_id: int | None) -> Ballot:
    votes = sum(option["votes"] for option in poll.options)
    is_open = poll.closed_at is None
    hidden = poll.hide_totals and is_open
    return Ballot(
        id=poll.id,
        options=tuple(
            Option(
                title=option["title"],
                percent=None if hidden else round(100 * option["votes"] / votes) if votes else 0,
                is_mine=bool((choices or 0) >> number & 1),
            )
            for number, option in enumerate(poll.options)
        ),
        votes=poll.voters_count,
        multiple=poll.multiple,
        ends_at=poll.expires_at,
        is_open=is_open,
        may_vote=is_open and choices is None and viewer_id not in {None, poll.account_id},
    )
