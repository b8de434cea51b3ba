"""Statuses as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import moment_of
from feed.social.visibility import Visibility
from feed.store.around import Around, gather
from feed.store.tables import Status
from feed.web.faces import Face, face


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What somebody said, ready to be shown to one viewer."""

    id: int
    author: Face
    path: str
    content: Markup  # cleaned by nh3 when it was said
    at: datetime
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


async def posts_of(session: AsyncSession, statuses: Sequence[Status], *, viewer_id: int | None) -> list[Post]:
    """The statuses in their order. They must exist for the viewer."""
    around = await gather(session, statuses, viewer_id)
    return [_post(status, around, viewer_id) for status in statuses]


def _post(status: Status, around: Around, viewer_id: int | None) -> Post:
    said = around.boosted[status.reblog_of_id] if status.reblog_of_id else status
    author = face(around.accounts[said.account_id])
    return Post(
        id=status.id,
        author=author,
        path=f"{author.path}/{said.id}",
        content=Markup(said.content),  # noqa: S704
        at=moment_of(said.id),
        visibility=said.visibility,
        language=said.language,
        spoiler_text=said.spoiler_text,
        speaks_to=tuple(name for _, name in around.mentions[said.id]),
        booster=face(around.accounts[status.account_id]) if said is not status else None,
        is_alert=said.car_event is not None and said.visibility == "direct",
        is_mine=status.account_id == viewer_id,
        replies_count=said.replies_count,
        favourites_count=said.favourites_count,
        is_favourite="favourited" in around.done[said.id],
    )
