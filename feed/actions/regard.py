"""Regard: what an account notes of another for itself, and whom it shows on its profile."""

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import InvalidError
from feed.ids import Ids
from feed.social import text
from feed.store import relations
from feed.store.tables import AccountNote, Endorsement
from feed.store.upsert import insert_into

LONGEST_COMMENT = 2000  # characters


async def note(session: AsyncSession, target_id: int, comment: str, *, by: int) -> None:
    """The account `by` keeps this comment about the target, which nobody else reads; empty: none.

    Raises:
        InvalidError: it is too long.
    """
    cleaned = text.clean(comment)
    if len(cleaned) > LONGEST_COMMENT:
        wrong = f"must not exceed {LONGEST_COMMENT} characters"
        raise InvalidError(f"comment {wrong}", details={"comment": wrong})
    if not cleaned:
        row = AccountNote
        await session.execute(delete(row).where(row.account_id == by, row.target_account_id == target_id))
        return
    statement = insert_into(session, AccountNote).values(
        account_id=by, target_account_id=target_id, comment=cleaned
    )
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["account_id", "target_account_id"], set_={"comment": cleaned}
        )
    )


async def endorse(session: AsyncSession, target_id: int, *, by: int, ids: Ids) -> None:
    """The account `by` shows the target on its profile.

    Raises:
        InvalidError: it does not follow the target.
    """
    relation = (await relations.between(session, by, [target_id]))[target_id]
    if not relation.following:
        raise InvalidError("You must be already following the person you want to endorse")
    row = {"id": ids.next(), "account_id": by, "target_account_id": target_id}
    await session.execute(insert_into(session, Endorsement).values(row).on_conflict_do_nothing())


async def unendorse(session: AsyncSession, target_id: int, *, by: int) -> None:
    """The account `by` does not show the target any more."""
    row = Endorsement
    await session.execute(delete(row).where(row.account_id == by, row.target_account_id == target_id))
