"""Which statuses of its members stand on a list, in SQL, for its timeline and its stream."""

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from feed.store.tables import Follow, List, ListMember, Status


def wanted_on_list() -> ColumnElement[bool]:
    """Whether the list takes the status: beginnings always, answers by its policy."""
    asked, member = aliased(Follow), aliased(ListMember)
    to_followed = exists().where(
        asked.account_id == List.account_id, asked.target_account_id == Status.in_reply_to_account_id
    )
    to_member = exists().where(member.list_id == List.id, member.account_id == Status.in_reply_to_account_id)
    return or_(
        Status.in_reply_to_account_id.is_(None),
        Status.in_reply_to_account_id == Status.account_id,
        and_(
            List.replies_policy != "none",
            or_(
                Status.in_reply_to_account_id == List.account_id,
                and_(List.replies_policy == "followed", to_followed),
                and_(List.replies_policy == "list", to_member),
            ),
        ),
    )


def is_set_apart(reader_id: ColumnElement[int], author_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether what the author says is for a list of the reader's alone, and not for the home timeline."""
    return (
        exists()
        .where(
            List.account_id == reader_id,
            List.exclusive,
            ListMember.list_id == List.id,
            ListMember.account_id == author_id,
        )
        .correlate_except(List, ListMember)
    )
