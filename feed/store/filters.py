"""The filters of accounts."""

from collections import defaultdict
from collections.abc import Collection
from typing import TypeVar

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import NotFoundError
from feed.social.sieve import Keyword, Mesh
from feed.store.tables import Filter, FilterKeyword, FilterStatus

T = TypeVar("T")


async def meshes(session: AsyncSession, account_ids: Collection[int]) -> dict[int, list[Mesh]]:
    """What each of the accounts does not want to meet, oldest first; those without filters are left out."""
    query = select(Filter).where(Filter.account_id.in_(account_ids)).order_by(Filter.id)
    those = list(await session.scalars(query))
    if not those:
        return {}
    ids = [one.id for one in those]
    keywords: defaultdict[int, list[Keyword]] = defaultdict(list)
    for word in await session.scalars(
        select(FilterKeyword).where(FilterKeyword.filter_id.in_(ids)).order_by(FilterKeyword.id)
    ):
        keywords[word.filter_id].append(Keyword(word.id, word.keyword, word.whole_word))
    statuses: defaultdict[int, set[int]] = defaultdict(set)
    named = select(FilterStatus.filter_id, FilterStatus.status_id).where(FilterStatus.filter_id.in_(ids))
    for filter_id, status_id in await session.execute(named):
        statuses[filter_id].add(status_id)
    found: defaultdict[int, list[Mesh]] = defaultdict(list)
    for one in those:
        found[one.account_id].append(
            Mesh(
                id=one.id,
                title=one.title,
                contexts=tuple(one.contexts),
                action=one.action,
                expires_at=one.expires_at,
                keywords=tuple(keywords[one.id]),
                statuses=frozenset(statuses[one.id]),
            )
        )
    return dict(found)


async def required(session: AsyncSession, filter_id: int, account_id: int) -> Filter:
    """The account's filter.

    Raises:
        NotFoundError: it has no such filter.
    """
    query = select(Filter).where(Filter.id == filter_id, Filter.account_id == account_id)
    return _there((await session.scalars(query)).one_or_none())


async def required_keyword(
    session: AsyncSession, keyword_id: int, account_id: int
) -> tuple[FilterKeyword, Filter]:
    """Words of one of the account's filters, and the filter.

    Raises:
        NotFoundError: there are no such words.
    """
    query = (
        select(FilterKeyword, Filter)
        .join(Filter, Filter.id == FilterKeyword.filter_id)
        .where(FilterKeyword.id == keyword_id, Filter.account_id == account_id)
    )
    word, of = _there((await session.execute(query)).one_or_none())
    return word, of


async def required_status(session: AsyncSession, filter_status_id: int, account_id: int) -> FilterStatus:
    """A status that one of the account's filters is about.

    Raises:
        NotFoundError: there is none.
    """
    query = (
        select(FilterStatus)
        .join(Filter, Filter.id == FilterStatus.filter_id)
        .where(FilterStatus.id == filter_status_id, Filter.account_id == account_id)
    )
    return _there((await session.scalars(query)).one_or_none())


async def keywords_of(session: AsyncSession, filter_ids: Collection[int]) -> list[FilterKeyword]:
    """The words of these filters, oldest first."""
    query = select(FilterKeyword).where(FilterKeyword.filter_id.in_(filter_ids)).order_by(FilterKeyword.id)
    return list(await session.scalars(query))


async def statuses_of(session: AsyncSession, filter_ids: Collection[int]) -> list[FilterStatus]:
    """The statuses these filters are about, oldest first."""
    query = select(FilterStatus).where(FilterStatus.filter_id.in_(filter_ids)).order_by(FilterStatus.id)
    return list(await session.scalars(query))


async def of_account(session: AsyncSession, account_id: int) -> list[Filter]:
    """The account's filters, oldest first."""
    query = select(Filter).where(Filter.account_id == account_id).order_by(Filter.id)
    return list(await session.scalars(query))


async def forget(session: AsyncSession, of: Filter) -> None:
    """The filter is gone, with its words."""
    await session.execute(delete(Filter).where(Filter.id == of.id))


def _there(found: T | None) -> T:
    if found is None:
        raise NotFoundError
    return found
