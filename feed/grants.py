"""Tokens looked up of late: an app asks ten things at once, and its token is the same each time."""

import time
from collections.abc import Callable

from feed.store.database import Database
from feed.store.tokens import Grant, digest, grant_of

GOOD_FOR_S = 1.0  # as long a token revoked elsewhere, or a role taken away, may still be good
MOST_REMEMBERED = 10_000


class Grants:
    """What tokens allow, as it was a moment ago."""

    def __init__(self, database: Database, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock_s = clock_s
        self._recent: dict[str, tuple[float, Grant]] = {}

    async def of(self, secret: str) -> Grant | None:
        """What the token allows; None if it is not good. What is not good is looked up each time."""
        key, now_s = digest(secret), self._clock_s()
        good_until_s, grant = self._recent.get(key, (0.0, None))
        if now_s < good_until_s:
            return grant
        async with self._database.reading() as session:
            found = await grant_of(session, secret)
        if found is None:
            self._recent.pop(key, None)
            return None
        if len(self._recent) >= MOST_REMEMBERED:
            self._recent.clear()
        self._recent[key] = now_s + GOOD_FOR_S, found
        return found

    def forget(self, token_id: int) -> None:
        """The token was revoked."""
        self._recent = {key: kept for key, kept in self._recent.items() if kept[1].token_id != token_id}
