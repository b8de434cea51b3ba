"""Who, of those who are listening just now, may hear of something."""

from collections.abc import Collection

from sqlalchemy import and_, not_, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from feed.store.listed import wanted_on_list
from feed.store.tables import Block, Follow, HomeEntry, List, ListMember, Mention, Mute, Status
from feed.store.visible import visible_to, wanted_by


async def at_home(
    session: AsyncSession, status_ids: Collection[int], listening: Collection[int]
) -> list[tuple[int, int]]:
    """(status, account) for each of the listening who would meet a status on their home timeline."""
    if not status_ids or not listening:
        return []
    reader = HomeEntry.account_id
    query = (
        select(HomeEntry.status_id, reader)
        .join(Status, Status.id == HomeEntry.status_id)
        .where(HomeEntry.status_id.in_(status_ids), reader.in_(listening), not_(HomeEntry.is_apart))
        .where(visible_to(reader), wanted_by(reader))
    )
    return [(status_id, account_id) for status_id, account_id in await session.execute(query)]


async def in_talks(
    session: AsyncSession, status_ids: Collection[int], listening: Collection[int]
) -> list[tuple[int, int]]:
    """(status, account) for each of the listening who said, or is spoken to by, a direct status."""
    if not status_ids or not listening:
        return []
    said = select(Status.id, Status.account_id).where(
        Status.id.in_(status_ids), Status.visibility == "direct", Status.account_id.in_(listening)
    )
    spoken_to = aliased(Mention)  # apart from the mentions that decide what is visible
    listener = spoken_to.account_id
    heard = (
        select(spoken_to.status_id, listener)
        .join(Status, Status.id == spoken_to.status_id)
        .where(Status.id.in_(status_ids), Status.visibility == "direct", listener.in_(listening))
        .where(visible_to(listener), wanted_by(listener))
    )
    return [(status_id, account_id) for status_id, account_id in await session.execute(union(said, heard))]


async def on_lists(
    session: AsyncSession, status_ids: Collection[int], list_ids: Collection[int]
) -> list[tuple[int, int]]:
    """(status, list) for each of the lists on which a status stands, for the eyes of its owner."""
    if not status_ids or not list_ids:
        return []
    followed = aliased(Follow)  # apart from the follows that decide what is visible
    query = (
        select(Status.id, List.id)
        .join(ListMember, ListMember.account_id == Status.account_id)
        .join(List, List.id == ListMember.list_id)
        .join(
            followed,
            and_(followed.account_id == List.account_id, followed.target_account_id == Status.account_id),
        )
        .where(Status.id.in_(status_ids), List.id.in_(list_ids), Status.visibility != "direct")
        .where(visible_to(List.account_id), wanted_by(List.account_id), wanted_on_list())
    )
    return [(status_id, list_id) for status_id, list_id in await session.execute(query)]


async def apart(
    session: AsyncSession, listening: Collection[int], authors: Collection[int]
) -> set[tuple[int, int]]:
    """(listener, author) where one blocks the other, or the listener mutes the author."""
    if not listening or not authors:
        return set()
    between = [
        select(who, whom).where(who.in_(listening), whom.in_(authors))
        for who, whom in (
            (Block.account_id, Block.target_account_id),
            (Block.target_account_id, Block.account_id),
            (Mute.account_id, Mute.target_account_id),
        )
    ]
    return {(listener, author) for listener, author in await session.execute(union(*between))}
