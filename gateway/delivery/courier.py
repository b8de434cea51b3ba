"""Carries drafts to the feed: each car's in their order, none held back by another, every outcome kept."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import NoReturn

import structlog

from gateway.delivery.feed_client import FeedClient, NotLetInError, RejectedError, TryLaterError
from gateway.delivery.figures import Figures
from gateway.delivery.outbox import DraftStatus, Outcome, QueuedDraft, due_drafts, record
from gateway.delivery.retry import next_attempt_at
from gateway.delivery.store import Store, StoreUnavailableError
from gateway.delivery.waiting import happens

log = structlog.get_logger()

UNDER_WAY_LIMIT = 16  # drafts carried at the same time, each of another car
LOOK_AGAIN_S = 1.0
SHUT_OUT = timedelta(seconds=30)  # between two tries while the feed refuses our token
NOT_KNOWN = "the feed does not know the car"


class Courier:
    """The only one who takes drafts out of the outbox."""

    def __init__(
        self,
        store: Store,
        feed: FeedClient,
        *,
        enrol_again: Callable[[str], Awaitable[None]],
        clock: Callable[[], datetime],
        cars_clock: Callable[[], datetime],
        chance: Callable[[], float],
        figures: Figures,
    ) -> None:
        self._store, self._feed, self._enrol_again = store, feed, enrol_again
        self._clock, self._cars_clock = (
            clock,
            cars_clock,
        )  # the wall's, and that of the world the cars live in
        self._chance, self._figures = chance, figures
        self._busy_cars: set[str] = set()
        self._nudged = asyncio.Event()
        self._shut_out_until: datetime | None = None

    def nudge(self) -> None:
        """Say that there may be something to carry, rather than let the courier find it within a second."""
        self._nudged.set()

    async def carry(self) -> NoReturn:
        """Carry what is due, for ever."""
        async with asyncio.TaskGroup() as errands:
            while True:
                self._nudged.clear()
                for draft in await self._due():
                    self._busy_cars.add(draft.car_id)
                    errands.create_task(self._run_errand(draft))
                await happens(self._nudged, within_s=LOOK_AGAIN_S)

    async def _due(self) -> list[QueuedDraft]:
        now, free = self._clock(), UNDER_WAY_LIMIT - len(self._busy_cars)
        if not free or (self._shut_out_until and now < self._shut_out_until):
            return []
        try:
            return await self._store.run(
                due_drafts, now, cars_now=self._cars_clock(), busy_cars=self._busy_cars, limit=free
            )
        except StoreUnavailableError:
            return []  # the ingest loop is loud about it; we look again in a second

    async def _run_errand(self, draft: QueuedDraft) -> None:
        outcome = await self._attempt(draft)
        await self._store.insist(record, draft.id, outcome)  # before the car's next draft may go
        self._busy_cars.discard(draft.car_id)
        self.nudge()

    async def _attempt(self, draft: QueuedDraft) -> Outcome:
        try:
            status_id = await self._feed.post_status(draft)
        except TryLaterError as error:
            return self._later(draft, str(error), retry_after=error.retry_after)
        except NotLetInError as error:
            return self._shut_out(draft, str(error))
        except RejectedError as error:
            return await self._rejected(draft, error)
        log.info("draft sent", car_id=draft.car_id, kind=draft.kind, key=draft.key, status_id=status_id)
        self._figures.posts.labels("sent").inc()
        return self._outcome(draft, DraftStatus.SENT, status_id=status_id)

    async def _rejected(self, draft: QueuedDraft, error: RejectedError) -> Outcome:
        if error.code == HTTPStatus.UNPROCESSABLE_ENTITY and draft.last_error != NOT_KNOWN:
            await self._enrol_again(draft.car_id)  # if that was not it, the second refusal is final
            return self._later(draft, NOT_KNOWN)
        log.error("draft refused for good", car_id=draft.car_id, key=draft.key, reason=str(error))
        self._figures.posts.labels("failed").inc()
        return self._outcome(draft, DraftStatus.FAILED, last_error=str(error))

    def _shut_out(self, draft: QueuedDraft, reason: str) -> Outcome:
        log.error("every draft stays here: the feed does not let us in", reason=reason)
        self._shut_out_until = self._clock() + SHUT_OUT
        return self._later(draft, reason, retry_after=SHUT_OUT)

    def _later(self, draft: QueuedDraft, reason: str, *, retry_after: timedelta | None = None) -> Outcome:
        self._figures.posts.labels("later").inc()
        attempts = draft.attempts + 1
        at = next_attempt_at(self._clock(), attempts=attempts, chance=self._chance(), retry_after=retry_after)
        return Outcome(status=DraftStatus.QUEUED, attempts=attempts, next_attempt_at=at, last_error=reason)

    def _outcome(
        self,
        draft: QueuedDraft,
        status: DraftStatus,
        *,
        status_id: str | None = None,
        last_error: str | None = None,
    ) -> Outcome:
        return Outcome(
            status=status,
            attempts=draft.attempts + 1,
            next_attempt_at=self._clock(),
            status_id=status_id,
            last_error=last_error,
        )
