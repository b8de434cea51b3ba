"""Statuses as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from feed.ids import moment_of
from feed.social.visibility import Visibility
from feed.store.media import MEDIA_PATH, Media
from feed.store.polls import Poll
from feed.store.shown import Shown
from feed.web.faces import Face, face


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Something to look at, small, with the way to the whole of it."""

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
    speaks_to: tuple[str, ...]  # usernames
    booster: Face | None  # who passed it on
    is_alert: bool  # a car needs its owner
    is_mine: bool
    replies_count: int
    favourites_count: int
    is_favourite: bool
    pictures: tuple[Picture, ...]
    options: tuple[Option, ...]  # of a poll


def posts_of(statuses: Sequence[Shown], *, viewer_id: int | None) -> list[Post]:
    """The statuses in their order. They must exist for the viewer."""
    return [_post(one, viewer_id) for one in statuses]


def _post(shown: Shown, viewer_id: int | None) -> Post:
    told = shown.boosted or shown
    said, author = told.said, face(told.author)
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
        speaks_to=tuple(name for _, name in said.spoken_to),
        booster=face(shown.author) if shown.boosted else None,
        is_alert=said.car_event is not None and said.visibility == "direct",
        is_mine=shown.author.id == viewer_id,
        replies_count=said.replies_count,
        favourites_count=said.favourites_count,
        is_favourite=shown.marks.is_favourite,
        pictures=tuple(_picture(one) for one in told.media if one.path),
        options=_options(told.poll, shown.marks.choices) if told.poll else (),
    )


def _picture(one: Media) -> Picture:
    small = one.meta.get("small", {})
    return Picture(
        path=f"{MEDIA_PATH}/{one.path}",
        preview_path=f"{MEDIA_PATH}/{one.preview_path or one.path}",
        description=one.description,
        width=small.get("width", 0),
        height=small.get("height", 0),
    )


def _options(poll: Poll, choices: int | None) -> tuple[Option, ...]:
    votes = sum(option["votes"] for option in poll.options)
    hidden = poll.hide_totals and poll.closed_at is None
    return tuple(
        Option(
            title=option["title"],
            percent=None if hidden else round(100 * option["votes"] / votes) if votes else 0,
            is_mine=bool((choices or 0) >> number & 1),
        )
        for number, option in enumerate(poll.options)
    )
