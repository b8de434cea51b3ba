"""Keep a filter: what a member does not want to meet is written down, changed, or forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import InvalidError
from feed.ids import Ids
from feed.social.sieve import CONTEXTS, DEEDS, LONGEST_KEYWORD, MOST_KEYWORDS
from feed.store import filters
from feed.store.tables import Filter, FilterKeyword

MOST_FILTERS = 200  # of one account


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterWish:
    """How a filter should be. None leaves it as it is."""

    title: str | None = None
    contexts: Sequence[str] | None = None
    action: str | None = None
    expires_at: datetime | None = None
    is_expiry_meant: bool = False  # then `expires_at` of None is: never


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordWish:
    """How words of a filter should be: new, changed, or gone."""

    id: int | None = None
    keyword: str | None = None
    whole_word: bool | None = None
    is_unwanted: bool = False


async def make_filter(session: AsyncSession, account_id: int, wish: FilterWish, *, ids: Ids) -> Filter:
    """A new filter of the account.

    Raises:
        InvalidError: names what is missing or cannot be.
    """
    if len(await filters.of_account(session, account_id)) >= MOST_FILTERS:
        raise InvalidError(f"There can be no more than {MOST_FILTERS} filters")
    made = Filter(id=ids.next(), account_id=account_id, title="", contexts=[], action="warn", expires_at=None)
    change_filter(made, wish)
    _require("title", made.title, "must not be empty")
    _require("context", made.contexts, f"must be among {', '.join(CONTEXTS)}")
    session.add(made)
    await session.flush()
    return made


def change_filter(of: Filter, wish: FilterWish) -> None:
    """The filter is as wished.

    Raises:
        InvalidError: names what cannot be.
    """
    if wish.title is not None:
        _require("title", wish.title.strip(), "must not be empty")
        of.title = wish.title.strip()[:LONGEST_KEYWORD]
    if wish.contexts is not None:
        right = wish.contexts and set(wish.contexts) <= set(CONTEXTS)
        _require("context", right, f"must be among {', '.join(CONTEXTS)}")
        of.contexts = [one for one in CONTEXTS if one in wish.contexts]
    if wish.action is not None:
        _require("filter_action", wish.action in DEEDS, f"must be one of {', '.join(DEEDS)}")
        of.action = next(one for one in DEEDS if one == wish.action)
    if wish.is_expiry_meant:
        of.expires_at = wish.expires_at


async def change_keywords(
    session: AsyncSession, of: Filter, wishes: Sequence[KeywordWish], *, ids: Ids
) -> list[FilterKeyword]:
    """The words of the filter are as wished; gives the new ones.

    Raises:
        InvalidError: words are empty, too long, or too many.
    """
    there = {one.id: one for one in await filters.keywords_of(session, [of.id])}
    made = []
    for wish in wishes:
        known = there.get(wish.id) if wish.id is not None else None
        if wish.is_unwanted:
            if known is not None:
                await session.delete(known)
        elif known is not None:
            change_keyword(known, wish)
        elif wish.keyword is not None:
            new = FilterKeyword(id=ids.next(), filter_id=of.id, keyword="", whole_word=True)
            change_keyword(new, wish)
            made.append(new)
    if len(there) + len(made) > MOST_KEYWORDS:
        raise InvalidError(f"A filter can have no more than {MOST_KEYWORDS} keywords")
    session.add_all(made)
    await session.flush()
    return made


def change_keyword(word: FilterKeyword, wish: KeywordWish) -> None:
    """The words are as wished.

    Raises:
        InvalidError: they are empty or too long.
    """
    if wish.keyword is not None:
        keyword = wish.keyword.strip()
        _require("keyword", keyword, "must not be empty")
        _require("keyword", len(keyword) <= LONGEST_KEYWORD, f"must not exceed {LONGEST_KEYWORD} characters")
        word.keyword = keyword
    if wish.whole_word is not None:
        word.whole_word = wish.whole_word


def _require(field: str, is_right: object, otherwise: str) -> None:
    if not is_right:
        raise InvalidError(f"{field} {otherwise}", details={field: otherwise})
