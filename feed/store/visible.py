"""Who may see a status, in SQL: the twin of `social.visibility.may_see`, in every query of statuses."""

from sqlalchemy import ColumnElement, and_, exists, not_, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from feed.store.tables import Block, Follow, Mention, Mute, Status

# an account's id, the parameter of a statement that is kept, or the column of one that asks for many viewers
Viewer = int | ColumnElement[int] | InstrumentedAttribute[int]


def visible_to(viewer_id: Viewer | None) -> ColumnElement[bool]:
    """Whether the status exists for this account; None is a stranger who did not sign in."""
    # no IN: a list of values would have the statement put together anew each time
    is_open = or_(Status.visibility == "public", Status.visibility == "unlisted")
    if viewer_id is None:
        return is_open
    follows = exists().where(Follow.account_id == viewer_id, Follow.target_account_id == Status.account_id)
    is_mentioned = exists().where(Mention.status_id == Status.id, Mention.account_id == viewer_id)
    is_blocked = exists().where(
        Block.target_account_id == viewer_id,
        Block.account_id.in_((Status.account_id, Status.reblog_of_account_id)),
    )
    is_shared = or_(is_open, is_mentioned, and_(Status.visibility == "private", follows))
    return or_(Status.account_id == viewer_id, and_(is_shared, not_(is_blocked)))


def wanted_by(viewer_id: Viewer | None) -> ColumnElement[bool]:
    """Whether the viewer cares to meet the status: not by, nor boosted from, whom they block or mute."""
    if viewer_id is None:
        return true()
    authors = (Status.account_id, Status.reblog_of_account_id)
    blocks = exists().where(Block.account_id == viewer_id, Block.target_account_id.in_(authors))
    mutes = exists().where(Mute.account_id == viewer_id, Mute.target_account_id.in_(authors))
    return not_(or_(blocks, mutes))
