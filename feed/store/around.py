"""Everything that is shown together with statuses, in the same few statements for one as for forty."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import CompoundSelect, Select, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.tables import Account, Bookmark, Favourite, Mention, Status, StatusTag


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What belongs to some statuses, by their ids; accounts by theirs."""

    boosted: dict[int, Status]
    accounts: dict[int, Account]
    mentions: defaultdict[int, list[tuple[int, str]]]  # account id and username
    tags: defaultdict[int, list[str]]
    done: defaultdict[int, set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )  # by the viewer: "favourited"


async def gather(session: AsyncSession, statuses: Sequence[Status], viewer_id: int | None) -> Around:
    """What belongs to the statuses, and to those they boost."""
    boosted = await _boosted(session, statuses)
    shown = [*statuses, *boosted.values()]
    around = Around(
        boosted=boosted,
        accounts=await accounts_by_id(session, {status.account_id for status in shown}),
        mentions=defaultdict(list),
        tags=defaultdict(list),
    )
    if shown:
        await _note_marks(session, around, [status.id for status in shown], viewer_id)
    return around


async def accounts_by_id(session: AsyncSession, account_ids: Collection[int]) -> dict[int, Account]:
    """The accounts that there are among these."""
    if not account_ids:
        return {}
    found = await session.scalars(select(Account).where(Account.id.in_(account_ids)))
    return {account.id: account for account in found}


async def _boosted(session: AsyncSession, statuses: Sequence[Status]) -> dict[int, Status]:
    ids = {status.reblog_of_id for status in statuses if status.reblog_of_id}
    if not ids:
        return {}
    return {status.id: status for status in await session.scalars(select(Status).where(Status.id.in_(ids)))}


async def _note_marks(
    session: AsyncSession, around: Around, status_ids: Sequence[int], viewer_id: int | None
) -> None:
    for mark, status_id, account_id, name in await session.execute(_marks(status_ids, viewer_id)):
        if mark == "mention":
            around.mentions[status_id].append((account_id, name))
        elif mark == "tag":
            around.tags[status_id].append(name)
        else:
            around.done[status_id].add(mark)


def _marks(status_ids: Sequence[int], viewer_id: int | None) -> CompoundSelect[str, int, int, str]:
    """One row for each mention, each hashtag, and each thing the viewer did to a status."""
    mentions = (
        select(literal("mention"), Mention.status_id, Mention.account_id, Account.username)
        .join(Account, Account.id == Mention.account_id)
        .where(Mention.status_id.in_(status_ids))
    )
    tags = select(literal("tag"), StatusTag.status_id, literal(0), StatusTag.name).where(
        StatusTag.status_id.in_(status_ids)
    )
    if viewer_id is None:
        return union_all(mentions, tags)
    return union_all(mentions, tags, *_doings(status_ids, viewer_id))


def _doings(status_ids: Sequence[int], viewer_id: int) -> list[Select[str, int | None, int, str]]:
    ways = (
        ("favourited", Favourite.account_id, Favourite.status_id),
        ("bookmarked", Bookmark.account_id, Bookmark.status_id),
        ("reblogged", Status.account_id, Status.reblog_of_id),
    )
    return [
        select(literal(done), target, literal(0), literal("")).where(who == viewer_id, target.in_(status_ids))
        for done, who, target in ways
    ]
