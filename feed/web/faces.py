"""Members as pages show them."""

from dataclasses import dataclass

from feed.social.portraits import portrait_path
from feed.store.shown import Author
from feed.store.tables import Account
from feed.web.portraits import Portrait, portrait


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """Whom a page names: a name, a picture and a way to their own page."""

    id: int
    name: str
    username: str
    path: str
    avatar: str
    portrait: Portrait
    is_car: bool
    locked: bool


def face(account: Account | Author) -> Face:
    """The account as pages show it."""
    return Face(
        id=account.id,
        name=account.display_name or account.username,
        username=account.username,
        path=f"/@{account.username}",
        avatar=account.avatar_path or portrait_path(account.kind, account.id),
        portrait=portrait(account.id),
        is_car=account.kind == "car",
        locked=account.locked,
    )
