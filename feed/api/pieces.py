"""Statuses in JSON, kept as long as nothing in them changed.

What a status looks like to a viewer is settled by its glimpse, but for what they filter. So one that was
presented is looked up by it, and only the others are read in full.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

import orjson
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.api.sifting import sift
from feed.sieves import Sieves
from feed.site import Site
from feed.social.sieve import Context
from feed.store.glimpses import Glimpse
from feed.store.shown import look_closer

MOST_KEPT = 20_000  # of about two kilobytes each


class Pieces:
    """The statuses this worker presented of late."""

    def __init__(
        self, site: Site, sieves: Sieves, clock: Callable[[], datetime], *, most: int = MOST_KEPT
    ) -> None:
        self.site = site
        self._sieves = sieves
        self._clock = clock
        self._most = most
        self._kept: dict[Glimpse, bytes] = {}
        self._edition = site.edition  # of the emojis in them

    async def of(
        self,
        session: AsyncSession,
        glimpses: Sequence[Glimpse],
        viewer_id: int | None,
        where: Context | None = None,
    ) -> list[orjson.Fragment]:
        """The statuses, in the same order; what is gone by now, or hidden there, is left out."""
        return list((await self.by_id(session, glimpses, viewer_id, where)).values())

    async def by_id(
        self,
        session: AsyncSession,
        glimpses: Sequence[Glimpse],
        viewer_id: int | None,
        where: Context | None = None,
    ) -> dict[int, orjson.Fragment]:
        """The same, by their ids."""
        if self._edition != self.site.edition:
            self._kept.clear()
            self._edition = self.site.edition
        pieces = {one: self._kept.get(one) for one in glimpses}
        if unknown := [one for one, piece in pieces.items() if piece is None]:
            shown = {one.id: one for one in await look_closer(session, unknown)}
            for one in unknown:
                if one.id in shown:
                    pieces[one] = self._keep(one, orjson.dumps(present.status(shown[one.id], self.site)))
        there = {one.id: piece for one, piece in pieces.items() if piece is not None}
        if viewer_id is not None:
            there = await self._sifted(session, there, viewer_id, where)
        return {status_id: orjson.Fragment(piece) for status_id, piece in there.items()}

    async def _sifted(
        self, session: AsyncSession, pieces: dict[int, bytes], viewer_id: int, where: Context | None
    ) -> dict[int, bytes]:
        meshes = (await self._sieves.of(session, [viewer_id])).get(viewer_id)
        if not meshes:
            return pieces
        now = self._clock()
        bodies = {
            status_id: sift(orjson.loads(piece), meshes, reader_id=viewer_id, where=where, now=now)
            for status_id, piece in pieces.items()
        }
        return {status_id: orjson.dumps(body) for status_id, body in bodies.items() if body is not None}

    def _keep(self, glimpse: Glimpse, piece: bytes) -> bytes:
        if len(self._kept) >= self._most:
            del self._kept[next(iter(self._kept))]  # the one kept longest
        self._kept[glimpse] = piece
        return piece


PIECES = web.AppKey("pieces", Pieces)
