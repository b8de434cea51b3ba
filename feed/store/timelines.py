"""Statuses in their order: what is at home, in public, under a hashtag, on a list, by an account."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.paging import Page, Slice, read_page
from feed.store.tables import Bookmark, Favourite, Follow, HomeEntry, List, ListMember, Status, StatusTag
from feed.store.visible import visible_to, wanted_by

Statuses = Slice[Status]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Which of an account's statuses are asked for."""

    replies: bool = True
    boosts: bool = True
    tag: str | None = None


async def home(session: AsyncSession, viewer_id: int, page: Page) -> Statuses:
    """What was put on the viewer's home timeline."""
    query = (
        _seen_by(viewer_id)
        .join(HomeEntry, HomeEntry.status_id == Status.id)
        .where(HomeEntry.account_id == viewer_id)
    )
    return await read_page(session, query, HomeEntry.status_id, page)


async def public(session: AsyncSession, viewer_id: int | None, page: Page) -> Statuses:
    """What everybody may read: public statuses that begin a conversation or go on with one's own."""
    query = _seen_by(viewer_id).where(
        Status.visibility == "public", Status.reblog_of_id.is_(None), _is_no_reply()
    )
    return await read_page(session, query, Status.id, page)


async def tagged(
    session: AsyncSession, names: Collection[str], viewer_id: int | None, page: Page
) -> Statuses:
    """Public statuses with any of these hashtags."""
    with_tag = select(StatusTag.status_id).where(StatusTag.name.in_(names))
    query = _seen_by(viewer_id).where(Status.visibility == "public", Status.id.in_(with_tag))
    return await read_page(session, query, Status.id, page)


async def by_account(
    session: AsyncSession, account_id: int, kind: Kind, viewer_id: int | None, page: Page
) -> Statuses:
    """An account's own statuses, as far as the viewer may see them."""
    query = select(Status).where(Status.account_id == account_id, visible_to(viewer_id))
    if not kind.replies:
        query = query.where(_is_no_reply())
    if not kind.boosts:
        query = query.where(Status.reblog_of_id.is_(None))
    if kind.tag is not None:
        query = query.where(Status.id.in_(select(StatusTag.status_id).where(StatusTag.name == kind.tag)))
    return await read_page(session, query, Status.id, page)


async def on_list(session: AsyncSession, list_id: int, viewer_id: int, page: Page) -> Statuses:
    """What the members of a list of the viewer's said, as long as the viewer follows them."""
    followed = (
        select(ListMember.account_id)
        .join(List, List.id == ListMember.list_id)
        .join(Follow, Follow.target_account_id == ListMember.account_id)
        .where(List.id == list_id, List.account_id == viewer_id, Follow.account_id == viewer_id)
    )
    query = _seen_by(viewer_id).where(Status.account_id.in_(followed), Status.visibility != "direct")
    return await read_page(session, query, Status.id, page)


async def favourites(session: AsyncSession, viewer_id: int, page: Page) -> Statuses:
    """What the viewer likes, the newest liking first."""
    query = select(Status).join(Favourite, Favourite.status_id == Status.id)
    query = query.where(Favourite.account_id == viewer_id, visible_to(viewer_id))
    return await read_page(session, query, Favourite.id, page)


async def bookmarks(session: AsyncSession, viewer_id: int, page: Page) -> Statuses:
    """What the viewer kept, the newest keeping first."""
    query = select(Status).join(Bookmark, Bookmark.status_id == Status.id)
    query = query.where(Bookmark.account_id == viewer_id, visible_to(viewer_id))
    return await read_page(session, query, Bookmark.id, page)


def _seen_by(viewer_id: int | None) -> Select[Status]:
    return select(Status).where(visible_to(viewer_id), wanted_by(viewer_id))


def _is_no_reply() -> ColumnElement[bool]:
    return or_(Status.in_reply_to_account_id.is_(None), Status.in_reply_to_account_id == Status.account_id)
