"""One status on its way to those who listen: as it is, or as their filters leave it."""

from datetime import datetime
from functools import cached_property

import orjson

from feed.api import present
from feed.api.sifting import sift
from feed.sieves import Meshes
from feed.social.sieve import Context
from feed.streaming.hub import News


class Bulletin:
    """A status in JSON, and how those read it who filter something. `meshes` are theirs, by their ids."""

    def __init__(self, event: str, body: present.Json, meshes: dict[int, Meshes], *, now: datetime) -> None:
        self._event, self._body, self._meshes, self._now = event, body, meshes, now

    @cached_property
    def news(self) -> News:
        """For everybody else."""
        return News(self._event, orjson.dumps(self._body))

    def instead(self, where: Context) -> dict[int, News | None]:
        """For those whose filters catch it there; None: nothing."""
        sifted = {
            reader_id: sift(self._body, theirs, reader_id=reader_id, where=where, now=self._now)
            for reader_id, theirs in self._meshes.items()
        }
        return {
            reader_id: News(self._event, orjson.dumps(body)) if body else None
            for reader_id, body in sifted.items()
            if body is not self._body
        }
