"""Brings finished drives and charges to the feed, at least once: the feed knows each by its name."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NoReturn

import structlog

from gateway.delivery.feed_client import FeedClient, FeedError, TryLaterError
from gateway.delivery.figures import Figures
from gateway.delivery.fleet import Fleet
from gateway.delivery.journeys import forget_ways, have_arrived, waiting_journeys
from gateway.delivery.retry import next_attempt_at
from gateway.delivery.store import Store, StoreUnavailableError

log = structlog.get_logger()

AT_ONCE = 50  # journeys in one request; one with a track is some 10 KB
LOOK_AGAIN_S = 2.0
TIDY_EVERY = 1800  # looks


class Messenger:
    """The only one who takes journeys out of their queue."""

    def __init__(
        self,
        store: Store,
        feed: FeedClient,
        fleet: Fleet,
        *,
        cars_clock: Callable[[], datetime],
        chance: Callable[[], float],
        figures: Figures,
    ) -> None:
        self._store, self._feed, self._fleet = store, feed, fleet
        self._cars_clock, self._chance, self._figures = cars_clock, chance, figures
        self._failures = 0  # in a row

    async def run(self) -> NoReturn:
        """Bring what waits, for ever."""
        looks = 0
        while True:
            try:
                if looks % TIDY_EVERY == 0:
                    await self._store.run(forget_ways, self._cars_clock())
                looks += 1
                while await self.bring():
                    pass
                self._failures, pause_s = 0, LOOK_AGAIN_S
            except FeedError as error:
                pause_s = self._pause_s(error)
                log.debug("the journeys stay here for now", reason=str(error), again_in_s=pause_s)
            except StoreUnavailableError:
                pause_s = LOOK_AGAIN_S  # the ingest loop is loud about it
            await asyncio.sleep(pause_s)

    async def bring(self) -> bool:
        """Bring some of what waits; whether there may be more.

        Raises:
            FeedError: they stay in the queue.
            StoreUnavailableError: they may come a second time.
        """
        waiting = await self._store.run(waiting_journeys, limit=AT_ONCE)
        if not waiting:
            return False
        kept = await self._feed.send_journeys([one.journey for one in waiting])
        for refused in kept.refused:
            log.error("journey refused for good", car_id=refused.car_id, wrong=sorted(refused.wrong))
        unknown = frozenset(kept.unknown)
        await self._store.run(have_arrived, [one for one in waiting if one.car_id not in unknown])
        self._figures.journeys.inc(kept.accepted)
        for car_id in unknown:
            await self._fleet.forget(car_id)  # what waits goes on waiting, until it is enrolled again
        return len(waiting) == AT_ONCE

    def _pause_s(self, error: FeedError) -> float:
        self._failures += 1
        wish = error.retry_after if isinstance(error, TryLaterError) else None
        now = datetime.now(UTC)
        at = next_attempt_at(now, attempts=self._failures, chance=self._chance(), retry_after=wish)
        return (at - now).total_seconds()
