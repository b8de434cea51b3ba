"""Statuses in their order: what is at home, in public, under a hashtag, on a list, by an account."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, exists, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.base import BigInt
from feed.store.glimpses import VIEWER, Glimpse, glimpse_of, read_glimpses, select_glimpses
from feed.store.listed import wanted_on_list
from feed.store.paging import Page, Pages, Slice, pages, read_page
from feed.store.tables import (
    Account,
    Bookmark,
    Favourite,
    Follow,
    HomeEntry,
    List,
    ListMember,
    Status,
    StatusTag,
    TalkState,
)
from feed.store.visible import wanted_by

Timeline = Slice[Glimpse]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Which of an account's statuses are asked for."""

    replies: bool = True
    boosts: bool = True
    direct: bool = True
    tag: str | None = None
    only_media: bool = False
    pinned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hashtags:
    """Which hashtags a status should have, in lower case."""

    any_of: tuple[str, ...]
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    only_media: bool = False


async def home(session: AsyncSession, viewer_id: int, page: Page) -> Timeline:
    """What was put on the viewer's home timeline."""
    return await read_page(session, _home(), page, glimpse_of, viewer=viewer_id)


async def public(
    session: AsyncSession, viewer_id: int | None, page: Page, *, only_media: bool = False
) -> Timeline:
    """What everybody may read: public statuses that begin a conversation or go on with one's own."""
    statements = _public(signed_in=viewer_id is not None, only_media=only_media)
    return await read_page(session, statements, page, glimpse_of, viewer=viewer_id)


async def tagged(session: AsyncSession, wanted: Hashtags, viewer_id: int | None, page: Page) -> Timeline:
    """Public statuses with such hashtags."""
    statements = _tagged(
        signed_in=viewer_id is not None,
        all_of=len(wanted.all_of),
        none_of=bool(wanted.none_of),
        only_media=wanted.only_media,
    )
    every = {f"all_{number}": name for number, name in enumerate(wanted.all_of)}
    names = {"any_of": list(wanted.any_of), "none_of": list(wanted.none_of)}
    return await read_page(session, statements, page, glimpse_of, viewer=viewer_id, **names, **every)


async def by_account(
    session: AsyncSession, account_id: int, kind: Kind, viewer_id: int | None, page: Page
) -> Timeline:
    """An account's own statuses, as far as the viewer may see them."""
    statements = _by_account(replace(kind, tag="" if kind.tag is not None else None), viewer_id is not None)
    return await read_page(
        session, statements, page, glimpse_of, viewer=viewer_id, account_id=account_id, tag=kind.tag
    )


async def trending(
    session: AsyncSession, viewer_id: int | None, *, since_id: int, limit: int, offset: int
) -> list[Glimpse]:
    """Public statuses that most members liked or boosted, of those since then."""
    liked = Status.favourites_count + Status.reblogs_count
    query = (
        _met_by(signed_in=viewer_id is not None)
        .where(Status.visibility == "public", Status.id >= since_id, liked > 0, Account.limited_at.is_(None))
        .where(Status.reblog_of_id.is_(None), not_(Status.sensitive))
        .order_by(liked.desc(), Status.id.desc())
    )
    return await read_glimpses(session, query.limit(limit).offset(offset), {"viewer": viewer_id})


async def on_list(session: AsyncSession, list_id: int, viewer_id: int, page: Page) -> Timeline:
    """What the members of a list of the viewer's said, as long as the viewer follows them."""
    return await read_page(session, _on_list(), page, glimpse_of, viewer=viewer_id, list_id=list_id)


async def favourites(session: AsyncSession, viewer_id: int, page: Page) -> Timeline:
    """What the viewer likes, the newest liking first."""
    return await read_page(session, _favourites(), page, glimpse_of, viewer=viewer_id)


async def bookmarks(session: AsyncSession, viewer_id: int, page: Page) -> Timeline:
    """What the viewer kept, the newest keeping first."""
    return await read_page(session, _bookmarks(), page, glimpse_of, viewer=viewer_id)


async def talks(session: AsyncSession, viewer_id: int, page: Page) -> Timeline:
    """The newest direct status of each conversation that the viewer takes part in."""
    return await read_page(session, _talks(), page, glimpse_of, viewer=viewer_id)


@cache
def _home() -> Pages:
    query = _met_by(signed_in=True).join(HomeEntry, HomeEntry.status_id == Status.id)
    return pages(query.where(HomeEntry.account_id == VIEWER, not_(HomeEntry.is_apart)), HomeEntry.status_id)


@cache
def _public(*, signed_in: bool, only_media: bool) -> Pages:
    is_beginning = Status.reblog_of_id.is_(None), _is_no_reply()
    query = _met_by(signed_in=signed_in).where(
        Status.visibility == "public", Account.limited_at.is_(None), *is_beginning
    )
    return pages(query.where(Status.has_media) if only_media else query, Status.id)


@cache
def _tagged(*, signed_in: bool, all_of: int, none_of: bool, only_media: bool) -> Pages:
    def with_tag(is_it: ColumnElement[bool]) -> ColumnElement[bool]:
        return Status.id.in_(select(StatusTag.status_id).where(is_it))

    names: BindParameter[str] = bindparam("any_of", expanding=True)
    query = _met_by(signed_in=signed_in).where(
        Status.visibility == "public", Account.limited_at.is_(None), with_tag(StatusTag.name.in_(names))
    )
    for number in range(all_of):
        query = query.where(with_tag(StatusTag.name == bindparam(f"all_{number}")))
    if none_of:
        unwanted: BindParameter[str] = bindparam("none_of", expanding=True)
        query = query.where(not_(with_tag(StatusTag.name.in_(unwanted))))
    return pages(query.where(Status.has_media) if only_media else query, Status.id)


@cache
def _by_account(kind: Kind, signed_in: bool) -> Pages:  # noqa: FBT001
    query = select_glimpses(signed_in=signed_in).where(
        Status.account_id == bindparam("account_id", type_=BigInt)
    )
    if not kind.replies:
        query = query.where(_is_no_reply())
    if not kind.boosts:
        query = query.where(Status.reblog_of_id.is_(None))
    if not kind.direct:
        query = query.where(Status.visibility != "direct")
    if kind.only_media:
        query = query.where(Status.has_media)
    if kind.pinned:
        query = query.where(Status.pinned_at.is_not(None))
    if kind.tag is not None:
        with_tag = select(StatusTag.status_id).where(StatusTag.name == bindparam("tag"))
        query = query.where(Status.id.in_(with_tag))
    return pages(query, Status.id)


@cache
def _on_list() -> Pages:
    is_member = exists().where(
        ListMember.list_id == List.id,
        ListMember.account_id == Status.account_id,
        Follow.account_id == VIEWER,
        Follow.target_account_id == Status.account_id,
    )
    query = (
        _met_by(signed_in=True)
        .join(HomeEntry, HomeEntry.status_id == Status.id)
        .join(List, List.account_id == HomeEntry.account_id)
        .where(HomeEntry.account_id == VIEWER, List.id == bindparam("list_id", type_=BigInt))
        .where(is_member, Status.visibility != "direct", wanted_on_list())
    )
    return pages(query, HomeEntry.status_id)


@cache
def _favourites() -> Pages:
    query = select_glimpses(signed_in=True).join(Favourite, Favourite.status_id == Status.id)
    return pages(query.where(Favourite.account_id == VIEWER), Favourite.id)


@cache
def _bookmarks() -> Pages:
    query = select_glimpses(signed_in=True).join(Bookmark, Bookmark.status_id == Status.id)
    return pages(query.where(Bookmark.account_id == VIEWER), Bookmark.id)


@cache
def _talks() -> Pages:
    query = _met_by(signed_in=True).join(TalkState, TalkState.newest_id == Status.id)
    return pages(
        query.where(TalkState.account_id == VIEWER, TalkState.gone_up_to < TalkState.newest_id),
        TalkState.newest_id,
    )


def _met_by(*, signed_in: bool) -> Select[Any]:
    """Statuses that the viewer may come across without looking for their authors."""
    return select_glimpses(signed_in=signed_in).where(wanted_by(VIEWER if signed_in else None))


def _is_no_reply() -> ColumnElement[bool]:
    return or_(Status.in_reply_to_account_id.is_(None), Status.in_reply_to_account_id == Status.account_id)
