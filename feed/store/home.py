"""Home timelines are written when something is said, and tidied when people part."""

from sqlalchemy import (
    ColumnElement,
    Select,
    delete,
    exists,
    insert,
    literal,
    not_,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from feed.store.listed import is_set_apart
from feed.store.tables import Follow, FollowedTag, HomeEntry, Mention, Mute, Status
from feed.store.upsert import insert_into

MOST_CAUGHT_UP = 40  # statuses of somebody newly followed that appear at once


async def deliver(session: AsyncSession, status: Status, *, but: int | None = None) -> None:
    """The status is on the home timelines of its author and of those it is for, by one statement.

    `but` is somebody who knows of it already.
    """
    hear = _mentioned_who_hear(status) if status.visibility == "limited" else _followers_who_hear(status)
    rows = union(select(literal(status.account_id)), hear, *_followers_of_its_tags(status)).subquery(
        "readers"
    )
    apart = is_set_apart(rows.c[0], literal(status.account_id))
    readers = select(rows.c[0], literal(status.id), apart)
    if but is not None:
        readers = readers.where(rows.c[0] != but)
    statement = insert(HomeEntry).from_select(["account_id", "status_id", "is_apart"], readers)
    await session.execute(statement)


async def catch_up(session: AsyncSession, reader_id: int, author_id: int) -> None:
    """The author's last statuses are on the reader's home timeline."""
    recent = (
        select(literal(reader_id), Status.id, is_set_apart(literal(reader_id), literal(author_id)))
        .where(Status.account_id == author_id, Status.visibility.not_in(("direct", "limited")))
        .order_by(Status.id.desc())
        .limit(MOST_CAUGHT_UP)
    )
    statement = insert_into(session, HomeEntry).from_select(["account_id", "status_id", "is_apart"], recent)
    await session.execute(statement.on_conflict_do_nothing())


async def sort_anew(session: AsyncSession, reader_id: int) -> None:
    """What the reader's exclusive lists take is not on the home timeline; what they leave is."""
    said = select(Status.account_id).where(Status.id == HomeEntry.status_id)
    author = said.correlate(HomeEntry).scalar_subquery()
    statement = update(HomeEntry).where(HomeEntry.account_id == reader_id)
    await session.execute(
        statement.values(is_apart=is_set_apart(literal(reader_id), author)),
        execution_options={"synchronize_session": False},
    )


async def part(session: AsyncSession, reader_id: int, author_id: int) -> None:
    """Nothing by the author is on the reader's home timeline."""
    theirs = select(Status.id).where(Status.account_id == author_id)
    await session.execute(
        delete(HomeEntry).where(HomeEntry.account_id == reader_id, HomeEntry.status_id.in_(theirs))
    )


async def readers_of(session: AsyncSession, status_id: int) -> list[int]:
    """The accounts on whose home timelines the status is."""
    return list(await session.scalars(select(HomeEntry.account_id).where(HomeEntry.status_id == status_id)))


async def who_wants_a_bell(session: AsyncSession, status: Status) -> list[int]:
    """Readers of the status who asked to be told whenever its author says something."""
    query = (
        select(HomeEntry.account_id)
        .join(Follow, Follow.account_id == HomeEntry.account_id)
        .where(HomeEntry.status_id == status.id, Follow.target_account_id == status.account_id, Follow.notify)
    )
    return list(await session.scalars(query))


def _mentioned_who_hear(status: Status) -> Select[int]:
    mutes = exists().where(Mute.account_id == Mention.account_id, Mute.target_account_id == status.account_id)
    return select(Mention.account_id).where(Mention.status_id == status.id, not_(mutes))


def _followers_who_hear(status: Status) -> Select[int]:
    mutes = exists().where(
        Mute.account_id == Follow.account_id,
        Mute.target_account_id.in_((status.account_id, status.reblog_of_account_id)),
    )
    query = select(Follow.account_id).where(Follow.target_account_id == status.account_id, not_(mutes))
    if status.visibility == "direct":
        query = query.where(
            exists().where(Mention.status_id == status.id, Mention.account_id == Follow.account_id)
        )
    if status.reblog_of_id is not None:
        query = query.where(Follow.show_reblogs)
    if status.in_reply_to_account_id not in {None, status.account_id}:
        query = query.where(_knows_whom_it_answers(status))
    return query


def _followers_of_its_tags(status: Status) -> list[Select[int]]:
    """Who follows one of its hashtags, and may come across it."""
    if status.visibility != "public" or not status.tags or status.reblog_of_id is not None:
        return []
    mutes = exists().where(
        Mute.account_id == FollowedTag.account_id, Mute.target_account_id == status.account_id
    )
    return [select(FollowedTag.account_id).where(FollowedTag.name.in_(status.tags), not_(mutes))]


def _knows_whom_it_answers(status: Status) -> ColumnElement[bool]:
    other = aliased(Follow)
    return or_(
        Follow.account_id == status.in_reply_to_account_id,
        exists().where(
            other.account_id == Follow.account_id,
            other.target_account_id == status.in_reply_to_account_id,
        ),
    )
