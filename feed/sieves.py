"""What members do not want to meet, looked up of late: every page and every stream asks for it."""

from collections.abc import Collection, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.sieve import Mesh
from feed.store import filters

MOST_REMEMBERED = 50_000

Meshes = Sequence[Mesh]


class Sieves:
    """The filters of accounts, until they change."""

    def __init__(self) -> None:
        self._known: dict[int, Meshes] = {}
        self._changes = 0

    async def of(self, session: AsyncSession, account_ids: Collection[int]) -> dict[int, Meshes]:
        """The filters of those of the accounts that have any."""
        if unknown := [one for one in account_ids if one not in self._known]:
            before = self._changes
            found = await filters.meshes(session, unknown)
            if self._changes != before:  # they may have changed while they were read
                return found | {one: self._known[one] for one in account_ids if self._known.get(one)}
            if len(self._known) > MOST_REMEMBERED:
                self._known.clear()
            self._known |= {one: found.get(one, ()) for one in unknown}
        return {one: self._known[one] for one in account_ids if self._known.get(one)}

    def forget(self, account_id: int) -> None:
        """The filters of an account changed."""
        self._changes += 1
        self._known.pop(account_id, None)

    def forget_all(self) -> None:
        """Any may have changed."""
        self._changes += 1
        self._known.clear()
