"""Statuses in JSON, kept as long as nothing in them changed.

What a status looks like to a viewer is settled by its glimpse. So one that was presented is looked up by
it, and only the others are read in full.
"""

from collections.abc import Sequence

import orjson
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.store.glimpses import Glimpse
from feed.store.shown import look_closer

MOST_KEPT = 20_000  # of about two kilobytes each


class Pieces:
    """The statuses this worker presented of late."""

    def __init__(self, public_url: str, *, most: int = MOST_KEPT) -> None:
        self.public_url = public_url
        self._most = most
        self._kept: dict[Glimpse, orjson.Fragment] = {}

    async def of(self, session: AsyncSession, glimpses: Sequence[Glimpse]) -> list[orjson.Fragment]:
        """The statuses, in the same order; what is gone by now is left out."""
        return list((await self.by_id(session, glimpses)).values())

    async def by_id(self, session: AsyncSession, glimpses: Sequence[Glimpse]) -> dict[int, orjson.Fragment]:
        """The same, by their ids."""
        pieces = {one: self._kept.get(one) for one in glimpses}
        if unknown := [one for one, piece in pieces.items() if piece is None]:
            shown = {one.id: one for one in await look_closer(session, unknown)}
            for one in unknown:
                if one.id in shown:
                    body = present.status(shown[one.id], self.public_url)
                    pieces[one] = self._keep(one, orjson.Fragment(orjson.dumps(body)))
        return {one.id: piece for one, piece in pieces.items() if piece is not None}

    def _keep(self, glimpse: Glimpse, piece: orjson.Fragment) -> orjson.Fragment:
        if len(self._kept) >= self._most:
            del self._kept[next(iter(self._kept))]  # the one kept longest
        self._kept[glimpse] = piece
        return piece


PIECES = web.AppKey("pieces", Pieces)
