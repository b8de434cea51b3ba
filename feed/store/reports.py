"""What members complain of, for the staff; and members as the staff knows them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import NotFoundError
from feed.social.roles import Role
from feed.store.paging import Page, Slice, read_entities
from feed.store.tables import Account, Report, User


@dataclass(frozen=True, slots=True)
class KnownMember:
    """A member, and the human being behind it; a car has none."""

    account: Account
    user: User | None


async def of_staff(
    session: AsyncSession, page: Page, *, resolved: bool, unresolved: bool, about: int | None, by: int | None
) -> Slice[Report]:
    """Reports, the newest first."""
    query = select(Report)
    if resolved != unresolved:
        query = query.where(Report.resolved_at.is_not(None) if resolved else Report.resolved_at.is_(None))
    if about is not None:
        query = query.where(Report.target_account_id == about)
    if by is not None:
        query = query.where(Report.account_id == by)
    return await read_entities(session, query, Report.id, page)


async def required(session: AsyncSession, report_id: int) -> Report:
    """The report.

    Raises:
        NotFoundError: there is none.
    """
    found = await session.get(Report, report_id)
    if found is None:
        raise NotFoundError
    return found


async def known_members(session: AsyncSession, account_ids: Collection[int]) -> dict[int, KnownMember]:
    """The members there are among these."""
    query = _members().where(Account.id.in_(account_ids))
    return {account.id: KnownMember(account, user) for account, user in await session.execute(query)}


async def members(
    session: AsyncSession,
    page: Page,
    *,
    state: str | None,
    roles: Collection[Role] = (),
    name: str | None = None,
    words: str | None = None,
) -> Slice[KnownMember]:
    """Members, the newest first; `state` is active, disabled or silenced. No roles: all, and cars as well.

    `name` is how a username begins; `words` may stand anywhere in the name that others see, too.
    """
    query = _members()
    if roles:
        query = query.where(User.role.in_(roles))
    if name:
        query = query.where(Account.username_key.startswith(name.lower(), autoescape=True))
    if words:
        begins = Account.username_key.startswith(words.lower(), autoescape=True)
        shown = func.lower(Account.display_name).contains(words.lower(), autoescape=True)
        query = query.where(or_(begins, shown))
    if state == "disabled":
        query = query.where(User.disabled_at.is_not(None))
    elif state == "silenced":
        query = query.where(Account.limited_at.is_not(None))
    elif state == "active":
        query = query.where(User.disabled_at.is_(None), Account.limited_at.is_(None))
    found = await read_entities(session, query.with_only_columns(Account), Account.id, page)
    known = await known_members(session, [one.id for one in found.rows])
    rows = [known[one.id] for one in found.rows]
    return Slice(rows=rows, older_than=found.older_than, newer_than=found.newer_than)


def _members() -> Select[Account, User]:
    return select(Account, User).outerjoin(User, User.account_id == Account.id)
