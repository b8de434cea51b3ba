"""What a car said of its health, apart from all else it said."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, delete, exists, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from feed.store.tables import Account, Mention, Status, TalkState
from feed.store.upsert import insert_into

_WITHOUT_SYNC = {"synchronize_session": False}


async def pages(session: AsyncSession, account_id: int, kinds: Collection[str]) -> list[Status]:
    """The statuses about news of these kinds, oldest first; what was said to several is there once."""
    query = select(Status).where(Status.account_id == account_id, _is_about(kinds)).order_by(Status.id)
    once: dict[tuple[str, str, str], Status] = {}
    for status in await session.scalars(query):
        event = status.car_event or {}
        reasons = str(event.get("reasons"))  # two tyres may go at once
        once.setdefault((event["kind"], event["at"], reasons), status)
    for status in once.values():
        session.expunge(status)
    return list(once.values())


async def close(session: AsyncSession, account_id: int, kinds: Collection[str]) -> None:
    """The account says nothing any more but what was for everybody, of other kinds than these."""
    is_private = Status.visibility.not_in(("public", "unlisted"))
    goes = (Status.account_id == account_id) & or_(is_private, _is_about(kinds))
    answering = aliased(Status)
    answers = select(func.count()).where(
        answering.in_reply_to_id == Status.id, answering.account_id == account_id
    )
    answered = select(answering.in_reply_to_id).where(answering.account_id == account_id)
    await session.execute(
        update(Status)
        .where(Status.id.in_(answered), Status.account_id != account_id)
        .values(replies_count=Status.replies_count - answers.scalar_subquery()),
        execution_options=_WITHOUT_SYNC,
    )
    await _go_back_in_talks(session, account_id)
    await session.execute(delete(Status).where(goes), execution_options=_WITHOUT_SYNC)
    left = select(func.count()).where(Status.account_id == account_id).scalar_subquery()
    await session.execute(update(Account).where(Account.id == account_id).values(statuses_count=left))


async def has_anything_to_show(session: AsyncSession, account_id: int) -> bool:
    """Whether the account said anything that is still there."""
    return bool(await session.scalar(select(exists().where(Status.account_id == account_id))))


async def open_to(session: AsyncSession, account_id: int, kinds: Collection[str], *, reader_id: int) -> None:
    """The reader may see what the account keeps about news of these kinds for its owner alone."""
    kept = select(Status.id, literal(reader_id)).where(
        Status.account_id == account_id, Status.visibility == "limited", _is_about(kinds)
    )
    statement = insert_into(session, Mention).from_select(["status_id", "account_id"], kept)
    await session.execute(statement.on_conflict_do_nothing())


def _is_about(kinds: Collection[str]) -> ColumnElement[bool]:
    kind: ColumnElement[str] = Status.car_event["kind"].as_string()
    return kind.in_(sorted(kinds))


async def _go_back_in_talks(session: AsyncSession, account_id: int) -> None:
    """Where the account spoke last in a conversation, what others said before is the newest."""
    theirs = select(Status.id).where(Status.account_id == account_id, Status.visibility == "direct")
    is_in_it = or_(
        Status.account_id == TalkState.account_id,
        exists().where(Mention.status_id == Status.id, Mention.account_id == TalkState.account_id),
    )
    before = select(func.max(Status.id)).where(
        Status.conversation_id == TalkState.conversation_id,
        Status.visibility == "direct",
        Status.account_id != account_id,
        is_in_it,
    )
    newest = func.coalesce(before.correlate(TalkState).scalar_subquery(), 0)
    await session.execute(
        update(TalkState).where(TalkState.newest_id.in_(theirs)).values(newest_id=newest),
        execution_options=_WITHOUT_SYNC,
    )
