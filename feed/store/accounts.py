"""Members, found by what one knows of them."""

from collections.abc import Collection

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.paging import Page, Slice, read_entities
from feed.store.tables import (
    Account,
    Block,
    Endorsement,
    Favourite,
    Follow,
    FollowRequest,
    ListMember,
    Mute,
    Status,
    User,
)


async def by_id(session: AsyncSession, account_id: int) -> Account | None:
    """The account with this identifier."""
    return await session.get(Account, account_id)


async def by_username(session: AsyncSession, username: str) -> Account | None:
    """The account with this name, in whatever case."""
    query = select(Account).where(Account.username_key == username.lower())
    return (await session.scalars(query)).one_or_none()


async def by_ids(session: AsyncSession, account_ids: Collection[int]) -> dict[int, Account]:
    """The accounts that there are among these."""
    if not account_ids:
        return {}
    found = await session.scalars(select(Account).where(Account.id.in_(account_ids)))
    return {account.id: account for account in found}


async def named(session: AsyncSession, usernames: Collection[str]) -> list[Account]:
    """The accounts there are with these lower-case names, in no order."""
    if not usernames:
        return []
    return list(await session.scalars(select(Account).where(Account.username_key.in_(usernames))))


async def dealer_named(session: AsyncSession, username: str) -> Account | None:
    """The dealer of this name."""
    query = (
        select(Account)
        .join(User, User.account_id == Account.id)
        .where(Account.username_key == username.lower(), User.role == "dealer")
    )
    return (await session.scalars(query)).one_or_none()


async def dealers(session: AsyncSession, *, limit: int = 100) -> list[Account]:
    """The dealers there are here, by name."""
    query = select(Account).join(User, User.account_id == Account.id).where(User.role == "dealer")
    return list(await session.scalars(query.order_by(Account.username_key).limit(limit)))


async def search(
    session: AsyncSession, words: str, *, limit: int, offset: int = 0, followed_by: int | None = None
) -> list[Account]:
    """Accounts whose username begins with the words or whose shown name has them, most followed first."""
    key = words.strip().lstrip("@").lower()
    hit = or_(
        Account.username_key.startswith(key, autoescape=True),
        func.lower(Account.display_name).contains(key, autoescape=True),
    )
    query = select(Account).where(hit).order_by(Account.followers_count.desc(), Account.id)
    if followed_by is not None:
        query = query.join(Follow, Follow.target_account_id == Account.id).where(
            Follow.account_id == followed_by
        )
    return list(await session.scalars(query.limit(limit).offset(offset)))


async def followers(session: AsyncSession, account_id: int, page: Page) -> Slice[Account]:
    """Who follows the account, the newest follower first."""
    query = select(Account).join(Follow, Follow.account_id == Account.id)
    return await read_entities(session, query.where(Follow.target_account_id == account_id), Follow.id, page)


async def following(session: AsyncSession, account_id: int, page: Page) -> Slice[Account]:
    """Whom the account follows, the newest first."""
    query = select(Account).join(Follow, Follow.target_account_id == Account.id)
    return await read_entities(session, query.where(Follow.account_id == account_id), Follow.id, page)


async def asking_to_follow(session: AsyncSession, account_id: int, page: Page) -> Slice[Account]:
    """Who waits for the account's yes, the newest wish first."""
    query = select(Account).join(FollowRequest, FollowRequest.account_id == Account.id)
    query = query.where(FollowRequest.target_account_id == account_id)
    return await read_entities(session, query, FollowRequest.id, page)


async def count_asking_to_follow(session: AsyncSession, account_id: int) -> int:
    """How many wait for the account's yes."""
    query = select(func.count()).where(FollowRequest.target_account_id == account_id)
    return await session.scalar(query) or 0


async def blocked(session: AsyncSession, account_id: int, page: Page) -> Slice[Account]:
    """Whom the account blocks."""
    query = select(Account).join(Block, Block.target_account_id == Account.id)
    return await read_entities(session, query.where(Block.account_id == account_id), Block.id, page)


async def muted(session: AsyncSession, account_id: int, page: Page) -> Slice[Account]:
    """Whom the account mutes."""
    query = select(Account).join(Mute, Mute.target_account_id == Account.id)
    return await read_entities(session, query.where(Mute.account_id == account_id), Mute.id, page)


async def endorsed(session: AsyncSession, account_id: int, page: Page) -> Slice[Account]:
    """Whom the account shows on its profile."""
    query = select(Account).join(Endorsement, Endorsement.target_account_id == Account.id)
    theirs = query.where(Endorsement.account_id == account_id)
    return await read_entities(session, theirs, Endorsement.id, page)


async def who_favourited(session: AsyncSession, status_id: int, page: Page) -> Slice[Account]:
    """Who likes the status."""
    query = select(Account).join(Favourite, Favourite.account_id == Account.id)
    return await read_entities(session, query.where(Favourite.status_id == status_id), Favourite.id, page)


async def who_boosted(session: AsyncSession, status_id: int, page: Page) -> Slice[Account]:
    """Who boosted the status for everybody; what was boosted for a few is not told to all."""
    query = select(Account).join(Status, Status.account_id == Account.id)
    is_open = or_(Status.visibility == "public", Status.visibility == "unlisted")
    return await read_entities(
        session, query.where(Status.reblog_of_id == status_id, is_open), Status.id, page
    )


async def listed(session: AsyncSession, list_id: int, page: Page) -> Slice[Account]:
    """Who is on the list."""
    query = select(Account).join(ListMember, ListMember.account_id == Account.id)
    return await read_entities(session, query.where(ListMember.list_id == list_id), ListMember.id, page)
